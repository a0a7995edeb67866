package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Hmac;
import dev.countersign.crypto.Sha256;
import dev.countersign.outbound.Form;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Telegram's login widget: https://core.telegram.org/widgets/login
///
/// `clientId` is the bot's name, the secret its token. Telegram signs what it tells by a digest of
/// that, so nobody is asked.
public final class Telegram implements SocialProvider {
  public static final String NAME = "telegram";

  static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int LONGEST = 1024;
  private static final List<String> FIELDS =
      List.of("auth_date", "first_name", "id", "last_name", "photo_url", "username");

  private final Clock clock;

  Telegram(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /// The page with the widget, which is ours.
  @Override
  public String address(Setup setup, Opening opening) {
    String own = setup.redirectUrl().replace("/providers/telegram/redirect", "/telegram/auth");
    return own + "?" + Form.encoded(Map.of("state", opening.state()));
  }

  @Override
  public Optional<ObjectNode> answer(Map<String, String> query) {
    if (query.getOrDefault("hash", "").isEmpty()) return Optional.empty();
    ObjectNode answer = Json.object().put("hash", query.get("hash"));
    for (String field : FIELDS) {
      String value = query.getOrDefault(field, "");
      if (!value.isEmpty() && value.length() <= LONGEST) answer.put(field, value);
    }
    return Optional.of(answer);
  }

  @Override
  public Identified identify(Setup setup, Opening opening, ObjectNode answer) {
    byte[] key = Sha256.of(setup.requiredSecret().getBytes(UTF_8));
    requireSigned(key, answer);
    requireFresh(answer.path("auth_date").asString(), FRESH, clock.instant());
    return account(
        answer.path("id"),
        answer.path("username"),
        answer.path("first_name"),
        answer.path("last_name"),
        answer.path("photo_url"));
  }

  /// HMAC-SHA256 over all other fields, sorted, one on each line.
  static void requireSigned(byte[] key, ObjectNode fields) {
    String lines =
        fields.properties().stream()
            .filter(field -> !field.getKey().equals("hash"))
            .sorted(Map.Entry.comparingByKey())
            .map(field -> field.getKey() + "=" + field.getValue().asString())
            .collect(Collectors.joining("\n"));
    byte[] digest = Hmac.ofMessage(key, lines.getBytes(UTF_8));
    String expected = HexFormat.of().formatHex(digest);
    String told = fields.path("hash").asString();
    if (!Hmac.same(expected.getBytes(UTF_8), told.getBytes(UTF_8))) throw refused("its digest");
  }

  static void requireFresh(String seconds, Duration longest, Instant now) {
    if (!seconds.matches("[0-9]{1,11}")) throw refused("its time");
    Instant at = Instant.ofEpochSecond(Long.parseLong(seconds));
    if (at.isAfter(now.plus(SKEW)) || !now.isBefore(at.plus(longest))) throw refused("its age");
  }

  static Identified account(
      JsonNode id, JsonNode username, JsonNode first, JsonNode last, JsonNode photo) {
    String name = first.stringValueOpt().orElse("") + " " + last.stringValueOpt().orElse("");
    return new Identified(
        SocialAccount.of(NAME, id)
            .username(username)
            .displayName(Json.tree(name.strip()))
            .photo(photo),
        Optional.empty());
  }

  static Refusal refused(String what) {
    return new Refusal(Problem.OTHER_VERIFY_FAILURE, "telegram: " + what);
  }
}
