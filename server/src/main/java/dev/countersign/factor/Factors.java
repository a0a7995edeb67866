package dev.countersign.factor;

import dev.countersign.access.Standing;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.session.Session;
import dev.countersign.session.Session.Assurance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Tells which second factors a person has, and whether a session owes one. That is asked anew each
/// time, and nowhere written down: who gets a factor owes it in their other sessions too.
public final class Factors {
  private final DefaultFactorRepository defaults = new DefaultFactorRepository();
  private final Database database;
  private final List<FactorStore> stores;
  private final RecoveryCodes recovery;

  public Factors(Database database, List<FactorStore> stores, RecoveryCodes recovery) {
    this.database = database;
    this.stores = List.copyOf(stores);
    this.recovery = recovery;
  }

  /// Of the methods that the environment has on; oldest first, the preferred one marked: that which
  /// the person chose, else the newest that is verified.
  public List<Factor> ofUser(Tx tx, Environment environment, UUID userId) {
    Set<Method> on = environment.settings().mfa().methods();
    if (on.isEmpty()) return List.of();
    List<Factor> all =
        stores.stream()
            .flatMap(store -> store.ofUser(tx, environment, userId).stream())
            .filter(factor -> on.contains(factor.method()))
            .sorted(Comparator.comparing(Factor::createdAt))
            .toList();
    Optional<UUID> chosen = defaults.find(tx, environment.id(), userId);
    List<Factor> verified = all.stream().filter(Factor::verified).toList();
    if (verified.isEmpty()) return all;
    UUID preferred =
        verified.stream()
            .map(Factor::id)
            .filter(id -> chosen.filter(id::equals).isPresent())
            .findFirst()
            .orElse(verified.getLast().id());
    return all.stream()
        .map(factor -> factor.id().equals(preferred) ? factor.asPreferred() : factor)
        .toList();
  }

  /// What can be a second factor of this session, once it is verified: not what opened it. Nor any
  /// passkey where a passkey did: people have a further one for when the first is lost, not to need
  /// both.
  public List<Factor> besides(Tx tx, Environment environment, Session session) {
    return besides(ofUser(tx, environment, session.userId()), session);
  }

  /// And of these, those that are verified.
  public List<Factor> usable(Tx tx, Environment environment, Session session) {
    return besides(tx, environment, session).stream().filter(Factor::verified).toList();
  }

  /// Whether the session is good for nothing but proving, or getting, a second factor.
  public boolean owed(Environment environment, Session session) {
    if (neverOwes(environment, session)) return false;
    return database.read(tx -> owed(tx, environment, session));
  }

  public Standing standing(Tx tx, Environment environment, Session session) {
    Mfa mfa = environment.settings().mfa();
    if (!mfa.enabled() && mfa.methods().isEmpty()) return Standing.CLEAR;
    return new Standing(
        owed(tx, environment, session), recovery.state(tx, environment, session.userId()));
  }

  /// Whether the session may change what guards the account: a factor was proven, or there is none.
  public boolean proven(Tx tx, Environment environment, Session session) {
    return session.assurance() == Assurance.AAL2 || usable(tx, environment, session).isEmpty();
  }

  /// Refuses a session that may not change what guards the account: who has a factor proves it
  /// first. Else whoever got in by the sign-in alone would make a factor of their own.
  public void requireProven(Tx tx, Environment environment, Session session) {
    if (!proven(tx, environment, session)) {
      throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "a factor is there and not proven");
    }
  }

  /// A verified factor of theirs, to be asked for first.
  public void prefer(Tx tx, Environment environment, UUID userId, UUID id) {
    Factor factor = require(tx, environment, userId, id);
    if (!factor.verified()) throw new Refusal(Problem.MFA_INVALID_REQUEST, "never verified");
    defaults.put(tx, environment.id(), userId, id);
  }

  public Factor require(Tx tx, Environment environment, UUID userId, UUID id) {
    return ofUser(tx, environment, userId).stream()
        .filter(factor -> factor.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal(Problem.MFA_DEVICE_NOT_FOUND, "not theirs: " + id));
  }

  /// Everything that is a second factor and nothing else, with the recovery codes.
  public void forget(Tx tx, Environment environment, UUID userId) {
    for (FactorStore store : stores) store.forget(tx, environment, userId);
    defaults.delete(tx, environment.id(), userId);
    recovery.forget(tx, environment, userId);
  }

  public boolean owed(Tx tx, Environment environment, Session session) {
    if (neverOwes(environment, session)) return false;
    List<Factor> all = ofUser(tx, environment, session.userId());
    if (besides(all, session).stream().anyMatch(Factor::verified)) return true;
    // Where a passkey is asked for, one that verified the person at sign-in is no less.
    boolean verified = byPasskey(all, session) && session.amr().contains(Session.PERSON_VERIFIED);
    return environment.settings().mfa().enrollsAtSignIn() && !verified;
  }

  /// Whether a passkey could be a second factor of this session.
  public boolean takesPasskeys(Tx tx, Environment environment, Session session) {
    return environment.settings().mfa().methods().contains(Method.PASSKEY)
        && !byPasskey(ofUser(tx, environment, session.userId()), session);
  }

  private static List<Factor> besides(List<Factor> all, Session session) {
    boolean byPasskey = byPasskey(all, session);
    return all.stream()
        .filter(factor -> !factor.id().equals(session.signInCredentialId()))
        .filter(factor -> !byPasskey || factor.method() != Method.PASSKEY)
        .toList();
  }

  private static boolean byPasskey(List<Factor> all, Session session) {
    return all.stream()
        .filter(factor -> factor.id().equals(session.signInCredentialId()))
        .anyMatch(factor -> factor.method() == Method.PASSKEY);
  }

  private static boolean neverOwes(Environment environment, Session session) {
    return !environment.settings().mfa().enabled() || session.assurance() == Assurance.AAL2;
  }
}
