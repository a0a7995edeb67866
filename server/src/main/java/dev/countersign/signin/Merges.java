package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.db.Tx;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Sessions;
import dev.countersign.signin.PendingMergeRepository.Pending;
import dev.countersign.token.Caller;
import dev.countersign.token.UserDocument;
import dev.countersign.user.User;
import dev.countersign.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Makes one account of two. Only who has proven, in the session that asks and a short while ago, a
/// credential that signs the other account in; the other account is gone afterwards.
public final class Merges {
  private static final Duration OPEN = Duration.ofMinutes(10);

  private final PendingMergeRepository repository = new PendingMergeRepository();
  private final Users users;
  private final Credentials credentials;
  private final Sessions sessions;
  private final KnownDevices devices;
  private final Factors factors;
  private final Notices notices;
  private final AuditLog audit;

  public Merges(
      Users users,
      Credentials credentials,
      Sessions sessions,
      KnownDevices devices,
      Factors factors,
      Notices notices,
      AuditLog audit) {
    this.users = users;
    this.credentials = credentials;
    this.sessions = sessions;
    this.devices = devices;
    this.factors = factors;
    this.notices = notices;
    this.audit = audit;
  }

  /// Whether what the caller has proven would sign them in to the other account here: not where that
  /// takes a device of theirs and this is none (decision 0024).
  boolean allowed(Tx tx, Environment environment, Caller caller, LinkedCredential linked) {
    if (!environment.settings().security().deviceRegistration()) return true;
    if (!NewDevices.concerns(linked.credential())) return true;
    boolean reachable =
        credentials.ofUser(tx, environment, linked.userId()).stream()
            .anyMatch(one -> one.credential() instanceof Credential.Email);
    return !reachable
        || devices.listed(tx, environment, caller.session(), linked.userId()).isPresent();
  }

  /// Notes what was proven, for the caller's session alone.
  void offer(Tx tx, Environment environment, Caller caller, LinkedCredential linked, Instant now) {
    var pending = new Pending(linked.userId(), linked.id());
    repository.put(tx, environment.id(), caller.session().id(), pending, now.plus(OPEN));
  }

  /// Asks the person, with the other account and where the two differ.
  Refusal confirmation(Tx tx, Environment environment, Caller caller, UUID fromUserId) {
    User from = users.get(tx, environment, fromUserId);
    User current = users.get(tx, environment, caller.userId());
    ObjectNode conflicts = Json.object();
    conflicts.set(
        "fromUser", UserDocument.of(from, credentials.ofUser(tx, environment, fromUserId)));
    conflicts.set("conflicts", Json.tree(new MergeConflicts(from, current).documents(environment)));
    return new Refusal(Problem.MERGE_ACCOUNTS_CONFIRMATION, "two accounts")
        .with(Map.of("mergeConflicts", conflicts));
  }

  /// The one account. Where the person has not chosen what they must, nothing is done, and they may
  /// choose again.
  Owner merge(Tx tx, Environment environment, Caller caller, List<Input> resolutions, Instant now) {
    Pending pending =
        repository
            .take(tx, environment.id(), caller.session().id(), now)
            .orElseThrow(() -> invalid("nothing was proven in this session"));
    UUID fromId = pending.fromUserId();
    users.lock(tx, environment, fromId);
    users.lock(tx, environment, caller.userId());
    LinkedCredential proven =
        credentials
            .get(tx, environment, pending.credentialId())
            .filter(linked -> linked.userId().equals(fromId) && linked.signInEnabled())
            .orElseThrow(() -> invalid("the credential is not the other's any more"));
    requireUnguarded(tx, environment, fromId, proven);
    if (!allowed(tx, environment, caller, proven)) throw invalid("not a device of theirs");
    var conflicts =
        new MergeConflicts(
            users.get(tx, environment, fromId), users.get(tx, environment, caller.userId()));
    if (resolutions.isEmpty() && !conflicts.none()) {
      throw confirmation(tx, environment, caller, fromId);
    }
    var merged = conflicts.merged(conflicts.choices(resolutions));
    for (LinkedCredential linked : credentials.ofUser(tx, environment, fromId)) {
      credentials.give(tx, environment, linked, caller.userId(), linked.signInEnabled());
    }
    sessions.endAllOf(tx, environment, fromId, "user-merged", now);
    devices.forget(tx, environment, fromId);
    factors.forget(tx, environment, fromId);
    users.delete(tx, environment, fromId);
    users.replace(tx, environment, caller.userId(), merged, now);
    // The addresses of both accounts are one person's now, and each is told.
    notices.linked(tx, environment, caller.userId(), proven);
    var data = Map.of("fromUserId", fromId.toString());
    audit.record(tx, environment, "user.merged", caller.userId(), data, now);
    return credentials.ownerOf(tx, environment, caller.userId());
  }

  /// One proof gets nobody into an account that a second factor guards: not by a merge either.
  private void requireUnguarded(
      Tx tx, Environment environment, UUID userId, LinkedCredential proven) {
    if (!environment.settings().mfa().enabled()) return;
    boolean guarded =
        factors.ofUser(tx, environment, userId).stream()
            .anyMatch(factor -> factor.verified() && !factor.id().equals(proven.id()));
    if (guarded) throw invalid("the other account has a second factor");
  }

  /// Removes what nobody answered; how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static Refusal invalid(String what) {
    return new Refusal(Problem.MERGE_ACCOUNTS_INVALID, what);
  }
}
