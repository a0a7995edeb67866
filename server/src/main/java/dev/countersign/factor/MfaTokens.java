package dev.countersign.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Sha256;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tokens that say that a second factor was proven in this session a moment ago. Clients keep them
/// unread; kept here as digests.
public final class MfaTokens {
  private static final int BYTES = 32;

  private final MfaTokenRepository repository = new MfaTokenRepository();
  private final Secrets secrets;

  public MfaTokens(Secrets secrets) {
    this.secrets = secrets;
  }

  /// How often a token is good, and how long.
  public enum Use {
    ONCE(Duration.ofMinutes(5)),
    FOR_A_WHILE(Duration.ofMinutes(10));

    private final Duration life;

    Use(Duration life) {
      this.life = life;
    }
  }

  public String issue(Tx tx, Environment environment, Session session, Use use, Instant now) {
    String token = Base64Url.encode(secrets.bytes(BYTES));
    boolean once = use == Use.ONCE;
    Instant end = now.plus(use.life);
    repository.insert(tx, environment.id(), digest(token), session.id(), once, end);
    return token;
  }

  /// Uses a token; false when there is none, or it is good for nothing, or its session was lowered
  /// since. Clients also send an empty one.
  public boolean spend(
      Tx tx, Environment environment, Session session, Optional<String> token, Instant now) {
    return token
        .filter(sent -> !sent.isEmpty() && session.assurance() == Session.Assurance.AAL2)
        .filter(sent -> repository.spend(tx, environment.id(), digest(sent), session.id(), now))
        .isPresent();
  }

  /// Removes what has expired; answers how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static String digest(String token) {
    return Sha256.hex(token.getBytes(UTF_8));
  }
}
