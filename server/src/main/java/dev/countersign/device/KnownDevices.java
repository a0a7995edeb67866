package dev.countersign.device;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps the list of each person's devices, and ends the sessions of those that are taken off it.
public final class KnownDevices {
  private static final String REASON = "device-revoked";

  private final DeviceRepository repository = new DeviceRepository();
  private final ApprovalRepository approvals = new ApprovalRepository();
  private final Database database;
  private final Users users;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Secrets secrets;

  public KnownDevices(
      Database database, Users users, Sessions sessions, AuditLog audit, Secrets secrets) {
    this.database = database;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.secrets = secrets;
  }

  /// Who takes a device off a list.
  public enum By {
    PERSON("user"),
    OPERATOR("admin.user");

    private final String name;

    By(String name) {
      this.name = name;
    }
  }

  /// The device that a session was opened on, where it proved itself.
  public void remember(Tx tx, Environment environment, Session session, Instant now) {
    session.device().ifPresent(device -> list(tx, environment, session, device, now));
  }

  /// A device of which the person has proven that it is theirs: none of their sessions on it owes that
  /// any more, and no other link that asks for it is good.
  public void approve(Tx tx, Environment environment, Session session, String device, Instant now) {
    list(tx, environment, session, device, now);
    sessions.approveDevice(tx, environment, session.userId(), device);
    approvals.deleteOfDevice(tx, environment.id(), session.userId(), device);
  }

  /// The listed device that a session stands on.
  public Optional<UUID> listed(Tx tx, Environment environment, Session session) {
    return listed(tx, environment, session, session.userId());
  }

  /// The one of this person's devices that a session stands on, whoever's session it is.
  public Optional<UUID> listed(Tx tx, Environment environment, Session session, UUID userId) {
    if (session.device().isEmpty()) return Optional.empty();
    @Nullable String key = session.devicePublicKey();
    @Nullable String cookie = session.deviceCookie();
    return repository.find(tx, environment.id(), userId, key, cookie);
  }

  public List<Device> list(Environment environment, UUID userId) {
    return database.read(tx -> repository.ofUser(tx, environment.id(), userId));
  }

  /// The device that was taken off the list. Its sessions have ended.
  public Device revoke(Environment environment, UUID userId, UUID id, By by, Instant now) {
    return database.inTransaction(
        tx -> {
          // A sign-in on it at the same moment comes wholly before, or after.
          users.lock(tx, environment, userId);
          Device device =
              repository.ofUser(tx, environment.id(), userId).stream()
                  .filter(known -> known.id().equals(id))
                  .findFirst()
                  .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "device " + id));
          repository.delete(tx, environment.id(), userId, id);
          approvals.deleteOfDevice(tx, environment.id(), userId, device.identity());
          for (Session session :
              sessions.liveOnDevice(tx, environment, userId, device.identity(), now)) {
            String event = by.name + ".session.revoked";
            sessions.revoke(tx, environment, session, REASON, event, now);
          }
          var data = Map.of("deviceId", id.toString());
          audit.record(tx, environment, by.name + ".device.revoked", userId, data, now);
          return device;
        });
  }

  /// Every device, and every session of the person.
  public void revokeAll(Environment environment, UUID userId, Instant now) {
    database.inTransaction(
        tx -> {
          users.lock(tx, environment, userId);
          forget(tx, environment, userId);
          int ended = sessions.endAllOf(tx, environment, userId, "all-devices-revoked", now);
          var data = Map.of("sessions", ended);
          audit.record(tx, environment, "user.device.revoked", userId, data, now);
          return ended;
        });
  }

  /// With the person they belonged to.
  public void forget(Tx tx, Environment environment, UUID userId) {
    repository.deleteOfUser(tx, environment.id(), userId);
    approvals.deleteOfUser(tx, environment.id(), userId);
  }

  private void list(Tx tx, Environment environment, Session session, String identity, Instant now) {
    UUID id = secrets.id(now);
    UUID userId = session.userId();
    var device = new Device(id, environment.id(), userId, identity, session.userAgent(), now);
    if (!repository.insertOnce(tx, device)) return;
    var data = Map.of("deviceId", id.toString(), "sessionId", session.id().toString());
    audit.record(tx, environment, "user.device.registered", userId, data, now);
  }
}
