package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credentials;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa;
import dev.countersign.method.external.Assertion;
import dev.countersign.method.external.ExternalJwt;
import dev.countersign.token.Caller;
import dev.countersign.token.Elevation;
import dev.countersign.token.TokenIssuer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What an issuer lets a signed-in person do for a moment: each assertion is good for one elevated
/// token.
public final class Assertions {
  private final AssertionRepository repository = new AssertionRepository();
  private final Database database;
  private final ExternalJwt method;
  private final Credentials credentials;
  private final TokenIssuer tokens;
  private final AuditLog audit;
  private final Clock clock;

  public Assertions(
      Database database,
      ExternalJwt method,
      Credentials credentials,
      TokenIssuer tokens,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.method = method;
    this.credentials = credentials;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
  }

  String elevate(Environment environment, Caller caller, String token) {
    Assertion assertion = method.assertion(environment, token);
    Instant now = clock.instant();
    Mfa rules = environment.settings().mfa();
    var elevation =
        Elevation.of(assertion.scopes(), rules, caller.session(), assertion.expiresAt(), now);
    database.inTransaction(
        tx -> {
          spend(tx, environment, caller, assertion);
          var data = Map.of("scopes", List.copyOf(elevation.scopes()), "by", assertion.issuer());
          audit.record(tx, environment, "user.session.elevated", caller.userId(), data, now);
          return elevation;
        });
    return tokens.elevate(environment, caller.session(), caller.audience(), elevation, now);
  }

  /// Removes what cannot be used any more; how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private void spend(Tx tx, Environment environment, Caller caller, Assertion assertion) {
    boolean theirs =
        credentials
            .find(tx, environment, assertion.credential())
            .filter(known -> known.userId().equals(caller.userId()))
            .isPresent();
    if (!theirs) throw refused("an assertion about somebody else");
    boolean first =
        repository.insert(
            tx, environment.id(), assertion.issuer(), assertion.id(), assertion.expiresAt());
    if (!first) throw refused("an assertion that was used");
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_EXTERNAL_AUTH, what);
  }
}
