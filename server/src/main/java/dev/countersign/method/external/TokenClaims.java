package dev.countersign.method.external;

import dev.countersign.environment.ExternalAuth.Issuer;
import dev.countersign.method.external.Fault.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The registered claims of a token held against what its issuer is to say, in the order of RFC 7519
/// §4.1. Each that does not hold is told, not the first alone.
final class TokenClaims {
  /// How far an issuer's clock may be ahead of ours. Of `exp` nothing is allowed for: no session of
  /// ours may outlive it.
  static final Duration SKEW = Duration.ofSeconds(60);

  /// A token that is good for longer than a year would be a key, not a sign-in.
  static final Duration LONGEST = Duration.ofDays(366);

  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_SHOWN = 120;
  private static final long LAST_SECOND = 253_402_300_799L;

  private final ObjectNode claims;
  private final Instant now;
  private final BiConsumer<Check, String> faults;

  TokenClaims(ObjectNode claims, Instant now, BiConsumer<Check, String> faults) {
    this.claims = claims;
    this.now = now;
    this.faults = faults;
  }

  void issuer(List<Issuer> known) {
    Optional<String> came = text("iss");
    if (known.isEmpty()) return;
    if (known.stream().anyMatch(issuer -> came.equals(Optional.of(issuer.name())))) return;
    List<String> names = known.stream().map(Issuer::name).toList();
    wrong(Check.ISSUER, "iss", "expected " + String.join(" or ", names));
  }

  /// One text or a list of them (RFC 7519 §4.1.3).
  void audience(Issuer issuer) {
    if (issuer.audience().isEmpty()) return;
    String wanted = issuer.audience().get();
    JsonNode audience = claims.path("aud");
    boolean ours = audience.stringValueOpt().equals(Optional.of(wanted));
    if (audience.isArray()) {
      boolean texts = true;
      for (JsonNode one : audience) {
        texts &= one.isString();
        ours |= one.stringValueOpt().equals(Optional.of(wanted));
      }
      ours &= texts;
    }
    if (!ours) wrong(Check.AUDIENCE, "aud", "expected " + wanted);
  }

  void subject() {
    if (named("sub", LONGEST_SUBJECT)) return;
    wrong(Check.SUBJECT, "sub", "expected a text of 1 to " + LONGEST_SUBJECT + " signs");
  }

  /// At exactly `exp` the token is expired.
  void expiry(Duration longest) {
    Optional<Instant> end = time("exp");
    if (end.isEmpty()) {
      wrong(Check.EXPIRED, "exp", "expected a time in seconds");
    } else if (!now.isBefore(end.get())) {
      faults.accept(Check.EXPIRED, "\"exp\" was " + end.get() + ", it is " + now + " now");
    } else if (end.get().isAfter(now.plus(longest))) {
      wrong(Check.LIFETIME, "exp", "expected at most " + longest.toMinutes() + " minutes from now");
    }
  }

  void beginning() {
    begun("nbf", Check.NOT_BEFORE);
    begun("iat", Check.ISSUED_AT);
  }

  private void begun(String name, Check check) {
    if (!claims.has(name)) return;
    Optional<Instant> begin = time(name);
    if (begin.isEmpty()) {
      wrong(check, name, "expected a time in seconds");
    } else if (begin.get().isAfter(now.plus(SKEW))) {
      String ahead = "\"" + name + "\" is " + begin.get() + ", it is only " + now + " now";
      faults.accept(check, ahead);
    }
  }

  /// Whether it is a text that can be kept: not empty, not too long, on one line. Half a surrogate
  /// pair has no UTF-8: in the store it would be the same as any other.
  boolean named(String name, int longest) {
    return text(name)
        .filter(text -> !text.isBlank() && text.length() <= longest)
        .filter(text -> text.codePoints().noneMatch(TokenClaims::unstorable))
        .isPresent();
  }

  private static boolean unstorable(int sign) {
    return Character.isISOControl(sign) || Character.getType(sign) == Character.SURROGATE;
  }

  Optional<String> text(String name) {
    return claims.path(name).stringValueOpt();
  }

  /// A NumericDate (RFC 7519 §2), which may have a fraction: that is cut off.
  Optional<Instant> time(String name) {
    JsonNode value = claims.path(name);
    if (!value.isNumber()) return Optional.empty();
    double seconds = value.doubleValue();
    if (!(seconds >= 0 && seconds <= LAST_SECOND)) return Optional.empty();
    return Optional.of(Instant.ofEpochSecond((long) seconds));
  }

  /// Whether each of these that is there says yes, as a boolean or, of some issuers, as its text.
  /// `assumed` is for a token with none of them.
  boolean verified(List<String> names, boolean assumed) {
    List<JsonNode> said = names.stream().filter(claims::has).map(claims::path).toList();
    return said.isEmpty()
        ? assumed
        : said.stream().allMatch(value -> value.asString("").equals("true"));
  }

  void wrong(Check check, String name, String expected) {
    JsonNode came = claims.path(name);
    String told = came.isMissingNode() ? "there is no \"" + name + "\"" : "came " + shown(came);
    faults.accept(check, expected + ", " + told);
  }

  /// As JSON, so that nothing in it breaks a line.
  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
