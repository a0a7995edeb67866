package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.access.Standing;
import dev.countersign.credential.Owner;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Session;
import dev.countersign.token.TokenIssuer;
import java.time.Instant;

/// The last step of every sign-in, refresh and change: tokens that say what the session may do now.
public final class Issuing {
  private final Factors factors;
  private final TokenIssuer tokens;

  public Issuing(Factors factors, TokenIssuer tokens) {
    this.factors = factors;
    this.tokens = tokens;
  }

  /// A person and their session as one transaction left them.
  record Opened(Owner owner, Session session, Standing standing) {}

  Opened opened(Tx tx, Environment environment, Owner owner, Session session) {
    return new Opened(owner, session, factors.standing(tx, environment, session));
  }

  /// The signatures are made after the commit: no transaction waits for them.
  SignedIn issue(Visitor visitor, Opened opened, Instant now) {
    var environment = visitor.environment();
    Access access = access(environment, opened);
    var issued =
        tokens.issue(environment, opened.owner(), opened.session(), access, visitor.client(), now);
    return new SignedIn(opened.owner(), opened.session(), access, issued);
  }

  Access access(Environment environment, Opened opened) {
    return Access.of(environment, opened.owner().user(), opened.standing());
  }
}
