package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.token.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Tells what a person is to prove before a dangerous act: a second factor where they have one, else
/// what they sign in with.
public final class StepUp {
  private final Database database;
  private final Credentials credentials;
  private final Factors factors;

  public StepUp(Database database, Credentials credentials, Factors factors) {
    this.database = database;
    this.credentials = credentials;
    this.factors = factors;
  }

  /// `format` is that of a credential; `alias` is what the person knows it by.
  record Provable(UUID id, String format, Optional<String> type, Optional<String> alias) {}

  /// Nothing where `required` is false; else one of these, usually `preferred`.
  record Demand(boolean required, List<Provable> proofs, Optional<UUID> preferred) {
    static final Demand NONE = new Demand(false, List.of(), Optional.empty());

    Demand {
      proofs = List.copyOf(proofs);
    }
  }

  Demand demand(Environment environment, Caller caller, String scope) {
    if (!ElevatedScopes.required(environment, scope)) return Demand.NONE;
    return database.read(tx -> demand(tx, environment, caller, scope));
  }

  private Demand demand(Tx tx, Environment environment, Caller caller, String scope) {
    List<Factor> usable = factors.usable(tx, environment, caller.session());
    if (!usable.isEmpty()) return byFactor(usable);
    if (ElevatedScopes.ALWAYS.contains(scope)) {
      return byCredential(
          environment, credentials.ofUser(tx, environment, caller.userId()), caller);
    }
    // For a second factor and nothing less: whoever needs none passes, whoever does gets one first.
    if (!environment.settings().mfa().required()) return Demand.NONE;
    return new Demand(true, List.of(), Optional.empty());
  }

  private static Demand byFactor(List<Factor> usable) {
    UUID preferred =
        usable.stream().filter(Factor::preferred).findFirst().orElse(usable.getLast()).id();
    return new Demand(true, usable.stream().map(StepUp::provable).toList(), Optional.of(preferred));
  }

  private static Demand byCredential(
      Environment environment, List<LinkedCredential> all, Caller caller) {
    List<LinkedCredential> proofs =
        all.stream().filter(linked -> proves(environment, linked)).toList();
    UUID signedInBy = caller.session().signInCredentialId();
    Optional<UUID> preferred =
        Stream.concat(
                proofs.stream().filter(linked -> linked.id().equals(signedInBy)), proofs.stream())
            .map(LinkedCredential::id)
            .findFirst();
    return new Demand(true, proofs.stream().map(StepUp::provable).toList(), preferred);
  }

  private static Provable provable(LinkedCredential linked) {
    String format = linked.credential().format();
    return new Provable(
        linked.id(), format, Optional.empty(), Optional.of(linked.publicIdentifier()));
  }

  private static Provable provable(Factor factor) {
    String name = factor.method().wireName();
    return new Provable(factor.id(), name, Optional.of(name), Optional.ofNullable(factor.alias()));
  }

  /// A token of somebody else's proves that the person was there a while ago, not that they are.
  private static boolean proves(Environment environment, LinkedCredential linked) {
    return switch (linked.credential()) {
      case Credential.Email _, Credential.Phone _, Credential.Wallet _, Credential.Social _ -> true;
      case Credential.Passkey _ ->
          linked.signInEnabled() && environment.settings().passkeys().enabled();
      case Credential.External _ -> false;
    };
  }
}
