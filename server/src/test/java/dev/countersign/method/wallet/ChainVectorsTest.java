package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Origin;
import dev.countersign.environment.SettingsDocument;
import dev.countersign.method.wallet.Vectors.Vector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every chain against its vectors, and against what can be done to a good signature.
class ChainVectorsTest {
  private static final String ALPHABET = "0123456789abcdef";

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#all")
  void judgesAsTheVectorSays(Vector vector) {
    for (Wallets house : Vectors.HOUSES) {
      assertThat(Vectors.outcome(house, vector.input())).isEqualTo(vector.expect());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#proven")
  void givesTheNonceToSpendAndEchoesTheAddress(Vector vector) {
    Wallets house = Vectors.HOUSES.getFirst();

    Wallets.Read read = house.read(Vectors.ENVIRONMENT, vector.input());
    ProvenWallet proven = house.prove(read);

    assertThat(read.nonce()).isEqualTo(Vectors.NONCE);
    assertThat(proven.postedAddress()).isEqualTo(vector.input().address());
    assertThat(proven.chain().wire()).isEqualTo(vector.input().chain());
    assertThat(house.canonical(vector.input().chain(), proven.address()))
        .isEqualTo(proven.address());
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#proven")
  void provesNoOtherMessage(Vector vector) {
    WalletInput good = vector.input();
    String nonce = good.message().replace(Vectors.NONCE, Vectors.NONCE.replace('0', '1'));
    String statement = good.message().replace("Welcome", "welcome");

    assertRefused(
        new WalletInput(good.chain(), good.address(), nonce, good.signature(), Optional.empty()));
    if (vector.signsTheNonceAlone()) return;
    assertRefused(
        new WalletInput(
            good.chain(), good.address(), statement, good.signature(), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#proven")
  void provesNoOtherAddress(Vector vector) {
    WalletInput good = vector.input();
    String message = good.message().replace(good.address(), vector.other());

    assertRefused(
        new WalletInput(good.chain(), vector.other(), message, good.signature(), Optional.empty()));
    if (message.equals(good.message())) return;
    assertRefused(
        new WalletInput(
            good.chain(), vector.other(), good.message(), good.signature(), Optional.empty()));
    assertRefused(
        new WalletInput(good.chain(), good.address(), message, good.signature(), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#proven")
  void acceptsNoPartOrMultipleOfASignature(Vector vector) {
    String good = vector.input().signature();

    for (String bad :
        List.of(
            "",
            " ",
            "0x",
            "{}",
            "null",
            "[]",
            "{\"signedTransaction\":{}}",
            "{\"signedTransaction\":{\"data\":{}}}",
            "{\"signedTransaction\":{\"data\":{\"data\":[1,2,300]}}}",
            good.substring(1),
            good.substring(0, good.length() - 1),
            good.substring(0, good.length() / 2),
            good + good,
            good + "A",
            good + "\n",
            " " + good,
            good + "00".repeat(20_000))) {
      if (bad.length() < 48 * 1024) assertRefused(vector.input(), bad);
    }
  }

  /// A letter of a signature's JSON may stand where it means nothing; elsewhere none does.
  @ParameterizedTest
  @MethodSource("dev.countersign.method.wallet.Vectors#proven")
  void acceptsNoChangedSignature(Vector vector) {
    String good = vector.input().signature();
    if (good.startsWith("{")) return;
    var random = new SplittableRandom(20_260_101);
    for (int round = 0; round < 60; round++) {
      var bad = new StringBuilder(good);
      char sign = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      bad.setCharAt(random.nextInt(good.length()), sign);
      boolean same = bad.toString().toLowerCase(Locale.ROOT).equals(good.toLowerCase(Locale.ROOT));
      if (!same) assertRefused(vector.input(), bad.toString());
    }
  }

  @Test
  void acceptsNoSignatureOfAnotherChain() {
    for (Vector vector : Vectors.proven().toList()) {
      for (Vector stranger : Vectors.proven().toList()) {
        if (stranger.file().equals(vector.file())) continue;
        assertRefused(vector.input(), stranger.input().signature());
      }
    }
  }

  @Test
  void refusesChainsThatItDoesNotKnow() {
    WalletInput good = Vectors.proven().findFirst().orElseThrow().input();

    for (String chain : List.of("", "evm", "SPARK", "ALEO", "MIDNIGHT", "DOGE")) {
      var input =
          new WalletInput(
              chain, good.address(), good.message(), good.signature(), Optional.empty());
      for (Wallets house : Vectors.HOUSES) {
        assertThat(Vectors.outcome(house, input)).isEqualTo("unsupported_chain");
      }
    }
  }

  /// `ETH` is an older name of the same; any other chain's message has other words.
  @Test
  void provesAMessageOnItsOwnChainOnly() {
    for (Vector vector : Vectors.proven().toList()) {
      WalletInput good = vector.input();
      for (String chain : Vectors.proven().map(v -> v.input().chain()).distinct().toList()) {
        if (chain.equals(good.chain())) continue;
        assertRefused(
            new WalletInput(
                chain, good.address(), good.message(), good.signature(), Optional.empty()));
      }
    }
    WalletInput evm = Vectors.of("evm").findFirst().orElseThrow().input();
    assertThat(
            Vectors.outcome(
                Vectors.HOUSES.getFirst(),
                new WalletInput(
                    "ETH", evm.address(), evm.message(), evm.signature(), Optional.empty())))
        .isEqualTo("key");
  }

  /// A memo names no site, so it proves nothing where nobody switched it on.
  @Test
  void takesNoMemoUnlessTheEnvironmentWantsIt() {
    Environment initial =
        Vectors.environment(
            Kind.LIVE, List.of(new Origin("https://app.example.org")), SettingsDocument.initial());

    for (Vector vector : Vectors.of("solana").filter(Vector::proven).toList()) {
      Wallets house = Vectors.HOUSES.getFirst();
      String expected = vector.signsTheNonceAlone() ? "unsupported_wallet_signature" : "key";
      assertThat(Vectors.outcome(() -> house.prove(house.read(initial, vector.input()))))
          .isEqualTo(expected);
    }
  }

  private static void assertRefused(WalletInput good, String signature) {
    assertRefused(
        new WalletInput(good.chain(), good.address(), good.message(), signature, Optional.empty()));
  }

  private static void assertRefused(WalletInput input) {
    Wallets house = Vectors.HOUSES.getFirst();
    assertThat(Vectors.outcome(house, input)).as("%s", input).isNotIn("key", "contract");
  }
}
