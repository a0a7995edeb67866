package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.credential.Credentials;
import dev.countersign.db.Tx;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Sessions;
import dev.countersign.user.Users;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// The end of a user: sessions end, credentials are free again, the record is gone. A later sign-in
/// with the same address makes a new user with a new id.
public final class Departure {
  private final Users users;
  private final Credentials credentials;
  private final Sessions sessions;
  private final KnownDevices devices;
  private final Factors factors;
  private final AuditLog audit;

  public Departure(
      Users users,
      Credentials credentials,
      Sessions sessions,
      KnownDevices devices,
      Factors factors,
      AuditLog audit) {
    this.users = users;
    this.credentials = credentials;
    this.sessions = sessions;
    this.devices = devices;
    this.factors = factors;
    this.audit = audit;
  }

  /// False when there is no such user.
  public boolean delete(Tx tx, Environment environment, UUID userId, String event, Instant now) {
    sessions.endAllOf(tx, environment, userId, "user-deleted", now);
    credentials.deleteOfUser(tx, environment, userId);
    devices.forget(tx, environment, userId);
    factors.forget(tx, environment, userId);
    boolean deleted = users.delete(tx, environment, userId);
    if (deleted) audit.record(tx, environment, event, userId, Map.of(), now);
    return deleted;
  }
}
