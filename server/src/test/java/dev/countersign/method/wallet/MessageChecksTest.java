package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Origin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a message must say. No signature is looked at here: `read` comes before.
class MessageChecksTest {
  private static final WalletInput GOOD = Vectors.of("evm").findFirst().orElseThrow().input();
  private static final String MESSAGE = GOOD.message();
  private static final Instant ISSUED_AT = Vectors.ISSUED_AT;

  @Test
  void readsAGoodMessage() {
    assertThat(outcome(MESSAGE)).isEqualTo("read");
  }

  @Test
  void bindsTheEnvironment() {
    String id = Vectors.ENVIRONMENT.id().toString();

    for (String other : List.of(new UUID(1, 2).toString(), id.toUpperCase(Locale.ROOT), id + "x")) {
      assertThat(outcome(MESSAGE.replace(id, other))).isEqualTo("invalid_sign_in_message");
    }
    assertThat(outcome(MESSAGE.replace("\nRequest ID: " + id, "")))
        .isEqualTo("invalid_sign_in_message");
  }

  @Test
  void bindsTheAddressInWhateverSpelling() {
    String lower = GOOD.address().toLowerCase(Locale.ROOT);
    String other = Vectors.of("evm").findFirst().orElseThrow().other();

    assertThat(outcome(MESSAGE.replace(GOOD.address(), lower))).isEqualTo("read");
    assertThat(outcome(MESSAGE.replace(GOOD.address(), other)))
        .isEqualTo("invalid_sign_in_message");
    assertThat(outcome(MESSAGE.replace(GOOD.address(), "0x1234")))
        .isEqualTo("invalid_wallet_address");
  }

  @ParameterizedTest
  @CsvSource({
    "app.example.org, https://app.example.org/, read",
    "app.example.org, https://app.example.org/path?query, read",
    "app.example.org, http://app.example.org/, origin_not_allowed",
    "evil.example.org, https://evil.example.org/, origin_not_allowed",
    "app.example.org:444, https://app.example.org:444/, origin_not_allowed",
    "app.example.org.evil.org, https://app.example.org.evil.org/, origin_not_allowed",
    "app.example.org, https://evil.example.org/, invalid_sign_in_message",
    "evil.example.org, https://app.example.org/, invalid_sign_in_message",
    "app.example.org, https://app.example.org@evil.org/, invalid_sign_in_message",
    "app.example.org, https://app.example.org:443/, invalid_sign_in_message",
    "app.example.org, mailto:app.example.org, invalid_sign_in_message",
    "app.example.org, //app.example.org/, invalid_sign_in_message",
    "app.example.org, /, invalid_sign_in_message",
    "http://app.example.org, https://app.example.org/, invalid_sign_in_message",
    "https://app.example.org, https://app.example.org/, read",
  })
  void bindsTheSite(String domain, String uri, String expected) {
    String text =
        MESSAGE
            .replace("app.example.org wants", domain + " wants")
            .replace("URI: https://app.example.org/", "URI: " + uri);

    assertThat(outcome(text)).isEqualTo(expected);
  }

  @Test
  void keepsALiveEnvironmentWithoutOriginsClosed() {
    assertThat(outcome(environment(Kind.LIVE), MESSAGE)).isEqualTo("origin_not_allowed");
    assertThat(outcome(environment(Kind.SANDBOX), MESSAGE)).isEqualTo("read");
  }

  @Test
  void letsInAPageOfTheServerItself() {
    var own = MessageRules.STANDARD.withOwn("https://app.example.org");
    var other = MessageRules.STANDARD.withOwn("https://app.example.org:8443");

    assertThat(outcome(environment(Kind.LIVE), own, MESSAGE)).isEqualTo("read");
    assertThat(outcome(environment(Kind.LIVE), other, MESSAGE)).isEqualTo("origin_not_allowed");
  }

  /// At both ends of the tolerance, and one moment beyond.
  @ParameterizedTest
  @CsvSource({
    "PT1H, read",
    "PT1H0.001S, sign_in_message_expired",
    "PT-10M, read",
    "PT-10M-0.001S, sign_in_message_expired"
  })
  void wantsItIssuedAboutNow(Duration age, String expected) {
    assertThat(outcome(ISSUED_AT.plus(age), MESSAGE)).isEqualTo(expected);
  }

  /// Each alone: an expiry is checked without a Not Before, and the other way round.
  @ParameterizedTest
  @CsvSource({
    "Expiration Time, PT30.001S, read",
    "Expiration Time, PT30S, sign_in_message_expired",
    "Expiration Time, PT-1H, sign_in_message_expired",
    "Not Before, PT30S, read",
    "Not Before, PT30.001S, sign_in_message_expired",
    "Not Before, PT1H, sign_in_message_expired"
  })
  void keepsEachOfItsOwnTimes(String field, Duration after, String expected) {
    String line = "\n" + field + ": " + ISSUED_AT.plus(after);
    String text = MESSAGE.replace("\nRequest ID", line + "\nRequest ID");

    assertThat(outcome(text)).isEqualTo(expected);
  }

  @Test
  void keepsBothTimesTogether() {
    String times = "\nExpiration Time: %s\nNot Before: %s\nRequest ID";
    String good = times.formatted(ISSUED_AT.plusSeconds(60), ISSUED_AT);
    String late = times.formatted(ISSUED_AT, ISSUED_AT);
    String early = times.formatted(ISSUED_AT.plusSeconds(60), ISSUED_AT.plusSeconds(60));

    assertThat(outcome(MESSAGE.replace("\nRequest ID", good))).isEqualTo("read");
    assertThat(outcome(MESSAGE.replace("\nRequest ID", late))).isEqualTo("sign_in_message_expired");
    assertThat(outcome(MESSAGE.replace("\nRequest ID", early)))
        .isEqualTo("sign_in_message_expired");
  }

  @Test
  void boundsWhatIsPosted() {
    assertThatThrownBy(() -> new WalletInput("EVM", "a".repeat(129), "", "", Optional.empty()))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(
            () -> new WalletInput("EVM", "a", "", "a".repeat(48 * 1024 + 1), Optional.empty()))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "PT24H1S"})
  void boundsItsRules(Duration oldest) {
    assertThatThrownBy(() -> new MessageRules(oldest, Duration.ZERO, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new MessageRules(Duration.ofHours(1), oldest.negated(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Environment environment(Kind kind) {
    return Vectors.environment(kind, List.<Origin>of());
  }

  private static String outcome(String message) {
    return outcome(Vectors.ENVIRONMENT, message);
  }

  private static String outcome(Environment environment, String message) {
    return outcome(environment, ISSUED_AT.plusSeconds(30), message);
  }

  private static String outcome(Instant now, String message) {
    return outcome(Vectors.ENVIRONMENT, now, message);
  }

  private static String outcome(Environment environment, MessageRules rules, String message) {
    return outcome(environment, rules, ISSUED_AT.plusSeconds(30), message);
  }

  private static String outcome(Environment environment, Instant now, String message) {
    return outcome(environment, MessageRules.STANDARD, now, message);
  }

  private static String outcome(
      Environment environment, MessageRules rules, Instant now, String message) {
    var chains = Vectors.chains(CryptoProvider.jdk(), Secp256k1.pure());
    var house = new Wallets(chains, rules, Clock.fixed(now, ZoneOffset.UTC));
    try {
      house.read(
          environment,
          new WalletInput("EVM", GOOD.address(), message, GOOD.signature(), Optional.empty()));
      return "read";
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }
}
