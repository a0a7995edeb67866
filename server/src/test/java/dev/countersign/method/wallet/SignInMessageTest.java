package dev.countersign.method.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// EIP-4361, ABNF and departures.
class SignInMessageTest {
  private static final String ADDRESS = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2";
  private static final String FULL =
      """
      https://service.example:8443 wants you to sign in with your Ethereum account:
      %s

      I accept the terms: https://service.example/tos – all of them.

      URI: https://service.example:8443/login?a=b#c
      Version: 1
      Chain ID: 1
      Nonce: 32891756abcDEF
      Issued At: 2021-09-30T16:25:24.123Z
      Expiration Time: 2021-09-30T18:25:24+02:00
      Not Before: 2021-09-30T16:25:24Z
      Request ID: some-request_id
      Resources:
      - ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
      - https://example.com/my-web2-claim.json,\
      """
          .formatted(ADDRESS);
  private static final String SHORT =
      """
      service.example wants you to sign in with your Solana account:
      GwAF45zjfyGzUbd3i3hXxzGeuchzEZXwpRYHZM5912F1


      URI: https://service.example
      Version: 1
      Nonce: 32891756
      Issued At: 2021-09-30T16:25:24Z\
      """;

  @Test
  void readsEveryField() {
    SignInMessage message = SignInMessage.parse(FULL, "Ethereum");

    assertThat(message.scheme()).hasValue("https");
    assertThat(message.domain()).isEqualTo("service.example:8443");
    assertThat(message.address()).isEqualTo(ADDRESS);
    assertThat(message.statement())
        .hasValue("I accept the terms: https://service.example/tos – all of them.");
    assertThat(message.uri()).hasToString("https://service.example:8443/login?a=b#c");
    assertThat(message.chainId()).hasValue("1");
    assertThat(message.nonce()).isEqualTo("32891756abcDEF");
    assertThat(message.issuedAt()).isEqualTo(Instant.parse("2021-09-30T16:25:24.123Z"));
    assertThat(message.expirationTime()).hasValue(Instant.parse("2021-09-30T16:25:24Z"));
    assertThat(message.notBefore()).hasValue(Instant.parse("2021-09-30T16:25:24Z"));
    assertThat(message.requestId()).hasValue("some-request_id");
    assertThat(message.resources())
        .containsExactly(
            "ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/",
            "https://example.com/my-web2-claim.json,");
  }

  @Test
  void readsTheLeastThereIs() {
    SignInMessage message = SignInMessage.parse(SHORT, "Solana");

    assertThat(message.scheme()).isEmpty();
    assertThat(message.statement()).isEmpty();
    assertThat(message.chainId()).isEmpty();
    assertThat(message.expirationTime()).isEmpty();
    assertThat(message.notBefore()).isEmpty();
    assertThat(message.requestId()).isEmpty();
    assertThat(message.resources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:5173", "127.0.0.1", "[::1]:8080", "a-b.example.org"})
  void readsDomains(String domain) {
    String text = SHORT.replace("service.example wants", domain + " wants");

    assertThat(SignInMessage.parse(text, "Solana").domain()).isEqualTo(domain);
  }

  static Stream<String> malformed() {
    List<String> lines = List.of(FULL.split("\n", -1));
    Stream<String> without =
        Stream.of(0, 1, 2, 4, 5, 6, 8, 9, 13)
            .map(
                gone ->
                    String.join(
                        "\n",
                        Stream.concat(
                                lines.subList(0, gone).stream(),
                                lines.subList(gone + 1, lines.size()).stream())
                            .toList()));
    Stream<String> twice =
        Stream.of(0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13)
            .map(
                again ->
                    String.join("\n", lines.subList(0, again + 1))
                        + "\n"
                        + String.join("\n", lines.subList(again, lines.size())));
    Stream<String> changed =
        Stream.of(
            FULL + "\n",
            FULL + "\n\n",
            FULL + "\nExtra: 1",
            "\n" + FULL,
            " " + FULL,
            FULL.replace("\n", "\r\n"),
            FULL.replace("I accept", "I\u2028accept"),
            FULL.replace("I accept", "I\u0085accept"),
            FULL.replace("I accept", "I\taccept"),
            FULL.replace("I accept", "I\u0000accept"),
            FULL.replace("I accept", "\ud800"),
            FULL.replace("Ethereum account:", "Solana account:"),
            FULL.replace("Ethereum account:", "ethereum account:"),
            FULL.replace("account:", "account: "),
            FULL.replace("wants you", "wants  you"),
            FULL.replace("https://service.example:8443 wants", "me@service.example wants"),
            FULL.replace("https://service.example:8443 wants", "service.example/path wants"),
            FULL.replace("https://service.example:8443 wants", " wants"),
            FULL.replace("https://service.example:8443 wants", "service.example:port wants"),
            FULL.replace("URI: https", "URI:https"),
            FULL.replace("URI: https", "uri: https"),
            FULL.replace("URI: https", "URI:  https"),
            FULL.replace("URI: https://", "URI: https://a b"),
            FULL.replace("Version: 1", "Version: 2"),
            FULL.replace("Version: 1", "Version: 01"),
            FULL.replace("Version: 1", "Version: 1 "),
            FULL.replace("Chain ID: 1", "Chain ID: "),
            FULL.replace("Chain ID: 1", "Chain ID: 1 2"),
            FULL.replace("Nonce: 32891756abcDEF", "Nonce: 3289175"),
            FULL.replace("Nonce: 32891756abcDEF", "Nonce: 32891756-bcDEF"),
            FULL.replace("Nonce: 32891756abcDEF", "Nonce: 32891756abcDEF "),
            FULL.replace("Nonce: 32891756abcDEF", "Nonce: " + "a".repeat(129)),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-30 16:25:24Z"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-30T16:25:24"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-31T16:25:24Z"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-13-30T16:25:24Z"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-30T16:25:24,1Z"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-30T16:25Z"),
            FULL.replace("2021-09-30T16:25:24.123Z", "2021-09-30t16:25:24z"),
            FULL.replace("2021-09-30T18:25:24+02:00", "tomorrow"),
            FULL.replace("Not Before: 2021-09-30T16:25:24Z", "Not Before: "),
            FULL.replace("Request ID: some-request_id", "Request ID: two words"),
            FULL.replace("Resources:", "Resources: "),
            FULL.replace("- ipfs", "-ipfs"),
            FULL.replace("- ipfs", "* ipfs"),
            FULL.replace(ADDRESS, ADDRESS + " "),
            FULL.replace(ADDRESS, ""),
            FULL.replace("I accept", "I accept\nthis and"),
            FULL.replace("I accept", "x".repeat(8 * 1024)),
            SHORT.replace("\n\n\n", "\n\n"),
            SHORT.replace("\n\n\n", "\n\n\n\n"),
            "",
            "\n",
            "hello");
    return Stream.of(without, twice, changed).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesWhatHasNotExactlyOneReading(String text) {
    String title =
        text.contains("Solana account:") && !text.contains("Resources") ? "Solana" : "Ethereum";

    assertThatThrownBy(() -> SignInMessage.parse(text, title))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.INVALID_SIGN_IN_MESSAGE));
  }

  @Test
  void answersWhateverItIsGiven() {
    var random = new SplittableRandom(20_260_101);
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder(FULL);
      for (int times = random.nextInt(1, 4); times > 0; times--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(0x3000));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, random.nextBoolean() ? "\n" : "\n\n");
        }
      }
      try {
        SignInMessage read = SignInMessage.parse(text.toString(), "Ethereum");
        assertThat(text.toString()).contains("Nonce: " + read.nonce() + "\n");
      } catch (Refusal refusal) {
        assertThat(refusal.problem()).isEqualTo(Problem.INVALID_SIGN_IN_MESSAGE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"domain\":\"app.example.org\"}",
        "{\"nonce\":\"0123456789\",\"domain\":\"app.example.org\"}",
        "{\"domain\":\"app.example.org\", \"nonce\":\"0123456789\"}",
        "{\"domain\":\"app.example.org\",\"nonce\":\"0123456789\",\"x\":1}",
        "{\"domain\":\"app.example.org\",\"nonce\":\"0123456789\",\"nonce\":\"0123456789\"}",
        "{\"domain\":\"app.example.org\",\"nonce\":\"0123456789\"} ",
        "{\"domain\":\"app.example.org\",\"nonce\":\"012-456789\"}",
        "{\"domain\":\"app.example.org\",\"nonce\":123456789}",
        "{\"domain\":\"\",\"nonce\":\"0123456789\"}",
        "{\"domain\":\"a-name-of-thirty-two-characters.x\",\"nonce\":\"0123456789\"}"
      })
  void refusesStarknetJsonOfAnotherSpelling(String text) {
    assertThatThrownBy(() -> StarknetMessage.parse(text)).isInstanceOf(Refusal.class);
  }

  @Test
  void readsStarknetJson() {
    assertThat(StarknetMessage.parse("{\"domain\":\"app.example.org\",\"nonce\":\"0123456789\"}"))
        .isEqualTo(new StarknetMessage("app.example.org", "0123456789"));
  }
}
