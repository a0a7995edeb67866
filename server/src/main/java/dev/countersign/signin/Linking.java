package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.credential.Proven;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings.Wallets;
import dev.countersign.method.Proof;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.token.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What becomes of a credential that a signed-in person proves: it is linked, or it is another's.
/// Then it stays where it is until the person says more: move it, or merge the accounts.
public final class Linking {
  private final Credentials credentials;
  private final Merges merges;
  private final Sessions sessions;
  private final FactorLoss losses;
  private final Notices notices;
  private final AuditLog audit;

  public Linking(
      Credentials credentials,
      Merges merges,
      Sessions sessions,
      FactorLoss losses,
      Notices notices,
      AuditLog audit) {
    this.credentials = credentials;
    this.merges = merges;
    this.sessions = sessions;
    this.losses = losses;
    this.notices = notices;
    this.audit = audit;
  }

  /// Empty when it is linked; else why not, to be refused after the commit, since a merge that may
  /// follow has been noted.
  Optional<Refusal> link(Tx tx, Environment environment, Caller caller, Proof proof, Instant now) {
    Optional<Refusal> refused = link(tx, environment, caller, proof.proven(), now);
    if (refused.isEmpty()) {
      for (Credential credential : proof.further()) {
        also(tx, environment, caller.userId(), credential, now);
      }
    }
    return refused;
  }

  private Optional<Refusal> link(
      Tx tx, Environment environment, Caller caller, Proven proven, Instant now) {
    Optional<LinkedCredential> known = credentials.find(tx, environment, proven.credential());
    if (known.isEmpty()) requireRoom(tx, environment, caller, proven.credential());
    LinkedCredential linked = credentials.link(tx, environment, caller.userId(), proven, now);
    if (!linked.userId().equals(caller.userId())) {
      return othersCredential(tx, environment, caller, linked, proven, now);
    }
    if (known.isEmpty()) {
      record(tx, environment, "user.credential.linked", caller.userId(), linked, now);
      notices.linked(tx, environment, caller.userId(), linked);
    }
    return Optional.empty();
  }

  /// The owner with what the same evidence proves besides, unless somebody has that already.
  Owner also(Tx tx, Environment environment, Owner owner, List<Credential> further, Instant now) {
    boolean added = false;
    for (Credential credential : further) {
      added |= also(tx, environment, owner.userId(), credential, now);
    }
    if (!added) return owner;
    Owner fresh = credentials.ownerOf(tx, environment, owner.userId());
    return new Owner(fresh.user(), fresh.credentials(), owner.proven(), owner.created());
  }

  private boolean also(
      Tx tx, Environment environment, UUID userId, Credential credential, Instant now) {
    var linked = credentials.add(tx, environment, userId, credential, now);
    if (linked.isPresent()) {
      record(tx, environment, "user.credential.linked", userId, linked.get(), now);
      notices.linked(tx, environment, userId, linked.get());
    }
    return linked.isPresent();
  }

  /// Moves a wallet that the caller has just proven again. Who had it keeps the account, unless it
  /// would be left with nothing to sign in by.
  void transfer(
      Tx tx,
      Environment environment,
      Caller caller,
      Proven proven,
      boolean evenTheLast,
      Instant now) {
    Optional<LinkedCredential> known = credentials.find(tx, environment, proven.credential());
    if (known.isEmpty() || known.get().userId().equals(caller.userId())) {
      var refusal = link(tx, environment, caller, proven, now);
      if (refusal.isPresent()) throw refusal.get();
      return;
    }
    LinkedCredential moving = known.get();
    requireRoom(tx, environment, caller, proven.credential());
    boolean orphaned = loneOf(tx, environment, moving);
    boolean allowed = evenTheLast && !wallets(environment).preventOrphanedAccounts();
    if (orphaned && !allowed) {
      throw new Refusal(Problem.REASSIGN_WALLET_ERROR, "the last of the other account");
    }
    move(tx, environment, caller, moving, proven, orphaned, now);
  }

  private void move(
      Tx tx,
      Environment environment,
      Caller caller,
      LinkedCredential moving,
      Proven proven,
      boolean orphaned,
      Instant now) {
    UUID from = moving.userId();
    boolean many = environment.settings().security().allowMultipleCredentialsForSignIn();
    credentials.give(tx, environment, moving, caller.userId(), many);
    credentials.link(tx, environment, caller.userId(), proven, now);
    for (Session session : sessions.liveOfUser(tx, environment, from, now)) {
      if (!orphaned && !session.signInCredentialId().equals(moving.id())) continue;
      sessions.revoke(tx, environment, session, "wallet-transferred", "user.session.revoked", now);
    }
    notices.unlinked(tx, environment, from, moving);
    notices.linked(tx, environment, caller.userId(), moving);
    var data = Map.of("credentialId", moving.id().toString(), "fromUserId", from.toString());
    audit.record(tx, environment, "wallet.transferred", caller.userId(), data, now);
  }

  LinkedCredential unlink(Tx tx, Environment environment, Caller caller, UUID id, Instant now) {
    LinkedCredential going =
        credentials
            .get(tx, environment, id)
            .filter(linked -> linked.userId().equals(caller.userId()))
            .orElseThrow(() -> new Refusal(Problem.INVALID_UNLINK_REQUEST, "not theirs: " + id));
    boolean wallet = going.credential() instanceof Credential.Wallet;
    if (wallet && wallets(environment).unlinkDisabled()) {
      throw new Refusal(Problem.FORBIDDEN_UNLINK_REQUEST, "wallets stay");
    }
    boolean factor = losses.counts(tx, environment, caller.userId(), id);
    credentials.unlink(tx, environment, caller.userId(), id, now);
    if (factor) losses.lower(tx, environment, caller.userId(), id);
    record(tx, environment, "user.credential.unlinked", caller.userId(), going, now);
    notices.unlinked(tx, environment, caller.userId(), going);
    return going;
  }

  /// An account of which the credential is all there is to sign in by is one to be merged; from any
  /// other the credential may be moved. One that does not sign in its owner says nothing of them.
  private Optional<Refusal> othersCredential(
      Tx tx,
      Environment environment,
      Caller caller,
      LinkedCredential linked,
      Proven proven,
      Instant now) {
    // To have told its id proves nothing, so no merge may follow.
    if (linked.credential() instanceof Credential.Passkey) {
      return Optional.of(
          new Refusal(Problem.INVALID_PASSKEY_REGISTRATION, "owned by another user"));
    }
    Optional<Problem> owned = ownedByAnother(linked.credential());
    boolean wallet = linked.credential() instanceof Credential.Wallet;
    boolean lone = loneOf(tx, environment, linked);
    boolean mergeable =
        linked.signInEnabled()
            && (owned.isPresent() || lone)
            && merges.allowed(tx, environment, caller, linked);
    if (mergeable) merges.offer(tx, environment, caller, linked, now);
    if (owned.isPresent()) return owned.map(problem -> new Refusal(problem, "owned by another"));
    if (mergeable) {
      return Optional.of(merges.confirmation(tx, environment, caller, linked.userId()));
    }
    // Of all kinds a wallet alone can change hands.
    if (!wallet) {
      return Optional.of(new Refusal(Problem.MERGE_ACCOUNTS_INVALID, "owned by another user"));
    }
    if (!lone && !wallets(environment).confirmTransfers()) {
      requireRoom(tx, environment, caller, proven.credential());
      move(tx, environment, caller, linked, proven, false, now);
      return Optional.empty();
    }
    return Optional.of(new Refusal(Problem.REASSIGN_WALLET_CONFIRM, "owned by another user"));
  }

  /// The name on the wire for a credential of another, where it has one of its own.
  private static Optional<Problem> ownedByAnother(Credential credential) {
    return switch (credential) {
      case Credential.Email _ -> Optional.of(Problem.USER_HAS_ALREADY_ACCOUNT_WITH_EMAIL);
      case Credential.Phone _ -> Optional.of(Problem.USER_HAS_ALREADY_ACCOUNT_WITH_PHONE_NUMBER);
      case Credential.Social _ -> Optional.of(Problem.SOCIAL_ACCOUNT_ALREADY_EXISTS);
      case Credential.Wallet _, Credential.External _, Credential.Passkey _ -> Optional.empty();
    };
  }

  /// Whether its owner could not sign in without it.
  private boolean loneOf(Tx tx, Environment environment, LinkedCredential linked) {
    return credentials.ofUser(tx, environment, linked.userId()).stream()
        .noneMatch(other -> other.signInEnabled() && !other.id().equals(linked.id()));
  }

  private void requireRoom(Tx tx, Environment environment, Caller caller, Credential credential) {
    if (!(credential instanceof Credential.Wallet) || wallets(environment).several()) return;
    List<LinkedCredential> all = credentials.ofUser(tx, environment, caller.userId());
    if (all.stream().anyMatch(linked -> linked.credential() instanceof Credential.Wallet)) {
      throw new Refusal(Problem.FORBIDDEN, "one wallet per person here");
    }
  }

  private void record(
      Tx tx,
      Environment environment,
      String event,
      UUID userId,
      LinkedCredential linked,
      Instant now) {
    var data =
        Map.of("credentialId", linked.id().toString(), "format", linked.credential().format());
    audit.record(tx, environment, event, userId, data, now);
  }

  private static Wallets wallets(Environment environment) {
    return environment.settings().wallets();
  }
}
