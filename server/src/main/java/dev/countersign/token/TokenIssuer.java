package dev.countersign.token;

import dev.countersign.access.Access;
import dev.countersign.base.Json;
import dev.countersign.credential.Owner;
import dev.countersign.crypto.CompactJws;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PublicUrl;
import dev.countersign.session.Client;
import dev.countersign.session.Session;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// Makes the two tokens of a session, signed RS256 by the environment's own key.
public final class TokenIssuer {
  private final SigningKeys keys;
  private final CompactJws jws;
  private final PublicUrl publicUrl;

  public TokenIssuer(SigningKeys keys, CompactJws jws, PublicUrl publicUrl) {
    this.keys = keys;
    this.jws = jws;
    this.publicUrl = publicUrl;
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
            owner,
            session,
            access,
            client,
            now);
    return new Tokens(
        sign(key, claims), sign(key, Claims.id(claims, owner, access)), session.expiresAt());
  }

  private String sign(SigningKey key, ObjectNode claims) {
    return jws.sign(key.header(), Json.bytes(claims), key.privateKey());
  }
}
