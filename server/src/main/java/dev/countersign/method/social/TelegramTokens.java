package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Hmac;
import java.net.URLDecoder;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an app is opened with inside Telegram: the data of a mini app
/// (https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app), or a token that
/// the team's own bot has made. Both are signed by what only the bot and Telegram know, and good for
/// an hour.
public final class TelegramTokens {
  private static final Duration FRESH = Duration.ofHours(1);
  private static final int LONGEST = 8 * 1024;

  private final Clock clock;

  public TelegramTokens(Clock clock) {
    this.clock = clock;
  }

  public Identified identify(Setup setup, String token) {
    if (token.length() > LONGEST) throw Telegram.refused("its length");
    String bot = setup.requiredSecret();
    return token.contains("hash=") ? miniApp(bot, token) : ofBot(bot, token);
  }

  private Identified miniApp(String bot, String data) {
    ObjectNode fields = Json.object();
    for (String pair : data.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || fields.has(pair.substring(0, equals))) throw Telegram.refused("its form");
      fields.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
    }
    byte[] key = Hmac.ofMessage("WebAppData".getBytes(UTF_8), bot.getBytes(UTF_8));
    Telegram.requireSigned(key, fields);
    Telegram.requireFresh(fields.path("auth_date").asString(), FRESH, clock.instant());
    JsonNode user = object(fields.path("user").asString().getBytes(UTF_8));
    return Telegram.account(
        user.path("id"),
        user.path("username"),
        user.path("first_name"),
        user.path("last_name"),
        user.path("photo_url"));
  }

  /// A JWT under the bot's token itself (HS256): here that secret is the operator's own.
  private Identified ofBot(String bot, String compact) {
    JsonNode claims = object(signed(bot, compact));
    Telegram.requireFresh(claims.path("iat").asString(), FRESH, clock.instant());
    JsonNode end = claims.path("exp");
    long now = clock.instant().getEpochSecond();
    if (!end.isMissingNode() && !(end.isIntegralNumber() && now < end.longValue())) {
      throw Telegram.refused("its end");
    }
    return Telegram.account(
        claims.path("id"),
        claims.path("username"),
        claims.path("firstName"),
        claims.path("lastName"),
        claims.path("photoURL"));
  }

  private static byte[] signed(String bot, String compact) {
    try {
      JWSObject token = JWSObject.parse(compact);
      boolean plain = JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm());
      if (plain && token.verify(new MACVerifier(bot.getBytes(UTF_8)))) {
        return token.getPayload().toBytes();
      }
    } catch (ParseException | JOSEException _) {
      // Told below, like a signature by another.
    }
    throw Telegram.refused("its signature");
  }

  private static JsonNode object(byte[] bytes) {
    try {
      return Json.parse(bytes);
    } catch (Refusal _) {
      throw Telegram.refused("its form");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      throw Telegram.refused("its form");
    }
  }
}
