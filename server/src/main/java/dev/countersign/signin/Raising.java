package dev.countersign.signin;

import dev.countersign.credential.Credentials;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.MfaTokens;
import dev.countersign.factor.MfaTokens.Use;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.signin.Issuing.Opened;
import dev.countersign.token.Caller;
import dev.countersign.token.Elevation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What every proof of a second factor leads to: the caller's session is raised, and its tokens say
/// so.
public final class Raising {
  private final Database database;
  private final Sessions sessions;
  private final Credentials credentials;
  private final MfaTokens mfaTokens;
  private final Issuing issuing;
  private final Elevations elevations;
  private final Clock clock;

  public Raising(
      Database database,
      Sessions sessions,
      Credentials credentials,
      MfaTokens mfaTokens,
      Issuing issuing,
      Elevations elevations,
      Clock clock) {
    this.database = database;
    this.sessions = sessions;
    this.credentials = credentials;
    this.mfaTokens = mfaTokens;
    this.issuing = issuing;
    this.elevations = elevations;
    this.clock = clock;
  }

  /// Which factor was proven (none for a recovery code), and how (RFC 8176). One that is `fresh` was
  /// none before: it says nothing of who it is that proves it.
  record Evidence(@Nullable UUID factorId, List<String> amr, boolean fresh) {
    Evidence(@Nullable UUID factorId, List<String> amr) {
      this(factorId, amr, false);
    }
  }

  /// Spends what is proven, in the transaction that raises the session; refuses what proves nothing.
  @FunctionalInterface
  interface Proving {
    Evidence in(Tx tx, Instant now);
  }

  record Raised(SignedIn signedIn, Optional<String> mfaToken) {
    @Override
    public String toString() {
      return "Raised " + signedIn.session().id();
    }
  }

  private record Done(Opened opened, Optional<String> mfaToken, Optional<Elevation> elevation) {}

  Raised raise(Visitor visitor, Caller caller, Optional<Use> wanted, Proving proving) {
    Environment environment = visitor.environment();
    Instant now = clock.instant();
    Done done =
        database.inTransaction(
            tx -> {
              Evidence evidence = proving.in(tx, now);
              Session session =
                  sessions.raise(
                      tx, environment, caller.session(), evidence.amr(), evidence.factorId(), now);
              var owner = credentials.ownerOf(tx, environment, caller.userId());
              return new Done(
                  issuing.opened(tx, environment, owner, session),
                  wanted.map(use -> mfaTokens.issue(tx, environment, session, use, now)),
                  evidence.fresh()
                      ? Optional.empty()
                      : elevations.byFactor(tx, visitor, session, now));
            });
    SignedIn signedIn = issuing.issue(visitor, done.opened(), now);
    return new Raised(elevations.sign(visitor, signedIn, done.elevation(), now), done.mfaToken());
  }
}
