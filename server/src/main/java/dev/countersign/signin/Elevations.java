package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.token.Caller;
import dev.countersign.token.Elevation;
import dev.countersign.token.TokenIssuer;
import dev.countersign.token.TokenVerifier;
import dev.countersign.token.VerifiedElevation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Elevated tokens: a short leave for a dangerous act, given for a fresh proof and spent by the act.
public final class Elevations {
  static final String LINK = "credential:link";
  static final String UNLINK = "credential:unlink";

  /// What asks for one wherever the environment asks for any.
  private static final Set<String> GUARDED = Set.of(LINK, UNLINK, "wallet:export");

  private final ElevationRepository repository = new ElevationRepository();
  private final Database database;
  private final Credentials credentials;
  private final TokenIssuer tokens;
  private final TokenVerifier verifier;
  private final AuditLog audit;
  private final Clock clock;

  public Elevations(
      Database database,
      Credentials credentials,
      TokenIssuer tokens,
      TokenVerifier verifier,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.credentials = credentials;
    this.tokens = tokens;
    this.verifier = verifier;
    this.audit = audit;
    this.clock = clock;
  }

  /// What a person is to prove for a scope: nothing where `required` is false; else one of these,
  /// usually `preferred`.
  record Demand(boolean required, List<LinkedCredential> proofs, Optional<UUID> preferred) {}

  Demand demand(Environment environment, Caller caller, String scope) {
    if (!guarded(environment, scope)) return new Demand(false, List.of(), Optional.empty());
    var proofs =
        database.read(tx -> credentials.ofUser(tx, environment, caller.userId())).stream()
            .filter(linked -> proves(linked.credential()))
            .toList();
    UUID signedInBy = caller.session().signInCredentialId();
    return new Demand(
        true,
        proofs,
        proofs.stream()
            .map(LinkedCredential::id)
            .filter(signedInBy::equals)
            .findFirst()
            .or(() -> proofs.stream().map(LinkedCredential::id).findFirst()));
  }

  /// An elevated token for a credential that was the caller's before and that they have just proven
  /// again; none where none is wanted.
  Optional<String> grant(Visitor visitor, Caller caller) {
    Set<String> scopes = visitor.wanted().scopes();
    if (scopes.isEmpty()) return Optional.empty();
    Instant now = clock.instant();
    var elevation = Elevation.of(scopes, caller, Instant.MAX, now);
    var data = Map.of("scopes", List.copyOf(elevation.scopes()), "by", "re-authentication");
    database.inTransaction(
        tx -> {
          audit.record(
              tx, visitor.environment(), "user.session.elevated", caller.userId(), data, now);
          return elevation;
        });
    return Optional.of(tokens.elevate(visitor.environment(), caller, elevation, now));
  }

  /// The leave for an act, to be spent in the act's own transaction.
  @FunctionalInterface
  interface Leave {
    void spend(Tx tx);
  }

  /// Refuses where the environment asks for an elevated token of this scope and the request brings
  /// no good one.
  Leave require(Visitor visitor, Caller caller, String scope) {
    Environment environment = visitor.environment();
    if (!guarded(environment, scope)) return _ -> {};
    VerifiedElevation elevation = verified(visitor);
    boolean theirs =
        elevation.userId().equals(caller.userId())
            && elevation.sessionId().equals(caller.session().id());
    if (!theirs) throw refused("it is of another session");
    if (!elevation.scopes().contains(scope)) throw refused("it is not for " + scope);
    return tx -> spend(tx, environment, elevation);
  }

  /// A bad one says nothing against the session: clients take a 401 for its end.
  private VerifiedElevation verified(Visitor visitor) {
    String token = visitor.wanted().elevation().orElseThrow(() -> refused("none came"));
    try {
      return verifier.elevation(visitor.environment(), token);
    } catch (Refusal bad) {
      throw refused(String.valueOf(bad.getMessage()));
    }
  }

  private void spend(Tx tx, Environment environment, VerifiedElevation elevation) {
    if (!elevation.singleUse()) return;
    if (!repository.spend(tx, environment.id(), elevation.id(), elevation.expiresAt())) {
      throw refused("it was used");
    }
  }

  /// Removes what cannot be used any more; how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static boolean guarded(Environment environment, String scope) {
    return environment.settings().stepUp() && GUARDED.contains(scope);
  }

  /// A token of somebody else's proves that the person was there a while ago, not that they are.
  private static boolean proves(Credential credential) {
    return switch (credential) {
      case Credential.Email _, Credential.Phone _, Credential.Wallet _, Credential.Social _ -> true;
      case Credential.External _, Credential.Passkey _ -> false;
    };
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.ELEVATED_ACCESS_TOKEN_REQUIRED, "elevated token: " + what);
  }
}
