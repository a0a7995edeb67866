package dev.countersign.token;

import dev.countersign.access.Access;
import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.credential.Owner;
import dev.countersign.crypto.CompactJws;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PublicUrl;
import dev.countersign.session.Client;
import dev.countersign.session.Session;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Makes the two tokens of a session, signed RS256 by the environment's own key.
public final class TokenIssuer {
  private final SigningKeys keys;
  private final PublicUrl publicUrl;
  private final Secrets secrets;

  public TokenIssuer(SigningKeys keys, PublicUrl publicUrl, Secrets secrets) {
    this.keys = keys;
    this.publicUrl = publicUrl;
    this.secrets = secrets;
  }

  /// Two RSA signatures, and so nearly all that a sign-in costs: call it outside any transaction.
  public Tokens issue(
      Environment environment,
      Owner owner,
      Session session,
      Access access,
      Client client,
      Instant now) {
    SigningKey key = keys.current(environment);
    ObjectNode claims =
        Claims.access(
            environment,
            publicUrl.issuer(environment),
            key.kid(),
            secrets.randomId(),
            owner,
            session,
            access,
            client,
            now);
    ObjectNode idClaims = Claims.id(claims, secrets.randomId(), owner, access);
    return new Tokens(sign(key, claims), sign(key, idClaims), session.expiresAt());
  }

  /// A token beside those of a session, for what `elevation` allows.
  public String elevate(
      Environment environment, Session session, String audience, Elevation elevation, Instant now) {
    SigningKey key = keys.current(environment);
    String name = publicUrl.issuer(environment);
    UUID id = secrets.randomId();
    return sign(
        key, Claims.elevated(environment, name, key.kid(), id, session, audience, elevation, now));
  }

  private static String sign(SigningKey key, ObjectNode claims) {
    return CompactJws.sign(key.header(), Json.bytes(claims), key.signer());
  }
}
