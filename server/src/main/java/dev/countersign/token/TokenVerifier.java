package dev.countersign.token;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.CompactJws;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.crypto.Rs256;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PublicUrl;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Verifies this server's own access tokens: signature first, then every claim, in the order of
/// RFC 7519 §4.1. There is no algorithm to choose: the header must be the one we write.
public final class TokenVerifier {
  /// Clocks of our own nodes may differ by this much (RFC 7519 §4.1.4).
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final SigningKeys keys;
  private final Rs256 rs256;
  private final PublicUrl publicUrl;
  private final Clock clock;

  public TokenVerifier(SigningKeys keys, Rs256 rs256, PublicUrl publicUrl, Clock clock) {
    this.keys = keys;
    this.rs256 = rs256;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  public VerifiedToken verify(Environment environment, String compact) {
    VerifiedToken token = verifyEvenExpired(environment, compact);
    // At exactly `exp` the token is expired. Our own clock wrote it, so there is no skew to allow.
    if (!clock.instant().isBefore(token.expiresAt())) throw refused("expired");
    return token;
  }

  /// For signing out: an expired token may still name the session that it ends.
  VerifiedToken verifyEvenExpired(Environment environment, String compact) {
    Input claims = signedClaims(environment, compact);
    require(claims.text("iss").equals(publicUrl.issuer(environment)), "iss");
    require(claims.text("environment_id").equals(environment.id().toString()), "environment_id");
    require(claims.text(Claims.TOKEN_USE).equals(Claims.ACCESS), Claims.TOKEN_USE);
    String audience = claims.text("aud");
    require(environment.origins().allow(audience) || audience.equals(publicUrl.origin()), "aud");
    require(!seconds(claims, "iat").isAfter(clock.instant().plus(SKEW)), "iat");
    return new VerifiedToken(
        claims.uuid("sub"),
        claims.uuid("sid"),
        generation(claims),
        audience,
        Set.copyOf(List.of(claims.text("scope").split(" "))),
        amr(claims),
        seconds(claims, "exp"));
  }

  /// A leave that this server gave, not yet ended; whose it is and what of it was used is for the
  /// caller to see.
  public VerifiedElevation elevation(Environment environment, String compact) {
    Input claims = signedClaims(environment, compact);
    require(claims.text("iss").equals(publicUrl.issuer(environment)), "iss");
    require(claims.text("environment_id").equals(environment.id().toString()), "environment_id");
    require(claims.text(Claims.TOKEN_USE).equals(Claims.ELEVATED), Claims.TOKEN_USE);
    Instant end = seconds(claims, "exp");
    require(clock.instant().isBefore(end), "expired");
    return new VerifiedElevation(
        claims.uuid("sub"),
        claims.uuid("sid"),
        claims.uuid("jti"),
        Set.copyOf(List.of(claims.text("scope").split(" "))),
        claims.optionalFlag("singleUse").orElse(true),
        end);
  }

  /// The environment that an unverified token names: good for finding the key that must verify it.
  static Optional<String> claimedEnvironment(String compact) {
    try {
      return Input.of(CompactJws.split(compact).payload()).optionalText("environment_id");
    } catch (MalformedInput | Refusal _) {
      return Optional.empty();
    }
  }

  private Input signedClaims(Environment environment, String compact) {
    try {
      CompactJws.Parts parts = CompactJws.split(compact);
      String kid = CompactJws.kidOf(parts.header()).orElseThrow(() -> refused("header"));
      RSAPublicKey key = keys.publicKey(environment, kid).orElseThrow(() -> refused("unknown kid"));
      require(rs256.verify(key, parts.signingInput(), parts.signature()), "signature");
      return Input.of(parts.payload());
    } catch (MalformedInput e) {
      throw refused("malformed");
    }
  }

  /// Tokens of the first release have none: theirs is the first.
  private static int generation(Input claims) {
    JsonNode value = claims.members().get(Claims.GENERATION);
    if (value == null) return 0;
    if (!value.isInt() || value.intValue() < 0) throw refused(Claims.GENERATION);
    return value.intValue();
  }

  private static Set<String> amr(Input claims) {
    return claims
        .members()
        .path("amr")
        .valueStream()
        .flatMap(value -> value.stringValueOpt().stream())
        .collect(Collectors.toSet());
  }

  private static Instant seconds(Input claims, String name) {
    JsonNode value = claims.members().get(name);
    if (value == null || !value.isIntegralNumber()) throw refused(name);
    return Instant.ofEpochSecond(value.longValue());
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw refused(what);
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.UNAUTHORIZED, "access token: " + what);
  }
}
