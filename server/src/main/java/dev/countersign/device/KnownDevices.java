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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps the list of each person's devices, and ends the sessions of those that are taken off it.
public final class KnownDevices {
  private static final String REASON = "device-revoked";

  private final DeviceRepository repository = new DeviceRepository();
  private final Database database;
  private final Sessions sessions;
  private final AuditLog audit;
  private final Secrets secrets;

  public KnownDevices(Database database, Sessions sessions, AuditLog audit, Secrets secrets) {
    this.database = database;
    this.sessions = sessions;
    this.audit = audit;
    this.secrets = secrets;
  }

  /// The device that a session was opened on, where it proved itself.
  public void remember(Tx tx, Environment environment, Session session, Instant now) {
    @Nullable String key = session.devicePublicKey();
    if (key == null) return;
    repository.insertOnce(
        tx,
        new Device(
            secrets.id(now), environment.id(), session.userId(), key, session.userAgent(), now));
  }

  public List<Device> list(Environment environment, UUID userId) {
    return database.read(tx -> repository.ofUser(tx, environment.id(), userId));
  }

  /// The device that was taken off the list. Its sessions have ended.
  public Device revoke(Environment environment, UUID userId, UUID id, Instant now) {
    return database.inTransaction(
        tx -> {
          Device device =
              repository.ofUser(tx, environment.id(), userId).stream()
                  .filter(known -> known.id().equals(id))
                  .findFirst()
                  .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "device " + id));
          repository.delete(tx, environment.id(), userId, id);
          for (Session session : sessions.liveOfUser(tx, environment, userId, now)) {
            if (!device.publicKey().equals(session.devicePublicKey())) continue;
            sessions.revoke(tx, environment, session, REASON, "user.session.revoked", now);
          }
          var data = Map.of("deviceId", id.toString());
          audit.record(tx, environment, "user.device.revoked", userId, data, now);
          return device;
        });
  }

  /// Every device, and every session of the person.
  public void revokeAll(Environment environment, UUID userId, Instant now) {
    database.inTransaction(
        tx -> {
          repository.deleteOfUser(tx, environment.id(), userId);
          int ended = sessions.endAllOf(tx, environment, userId, "all-devices-revoked", now);
          var data = Map.of("sessions", ended);
          audit.record(tx, environment, "user.device.revoked", userId, data, now);
          return ended;
        });
  }

  /// With the person they belonged to.
  public void forget(Tx tx, Environment environment, UUID userId) {
    repository.deleteOfUser(tx, environment.id(), userId);
  }
}
