package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// What is written down and told of a person's second factors.
public final class FactorNews {
  private static final String APP = "an authenticator app";

  private final AuditLog audit;
  private final Notices notices;

  public FactorNews(AuditLog audit, Notices notices) {
    this.audit = audit;
    this.notices = notices;
  }

  void appAdded(Tx tx, Environment environment, UUID userId, UUID id, Instant now) {
    record(tx, environment, "user.mfa.device.added", userId, id, now);
    notices.added(tx, environment, userId, APP);
  }

  void appRemoved(Tx tx, Environment environment, UUID userId, UUID id, Instant now) {
    record(tx, environment, "user.mfa.device.removed", userId, id, now);
    notices.removed(tx, environment, userId, APP);
  }

  void recoveryUsed(Tx tx, Environment environment, UUID userId, Instant now) {
    audit.record(tx, environment, "user.mfa.recovery.used", userId, Map.of(), now);
    notices.removed(tx, environment, userId, "a recovery code, by using it");
  }

  void recoveryRenewed(Tx tx, Environment environment, UUID userId, Instant now) {
    audit.record(tx, environment, "user.mfa.recovery.renewed", userId, Map.of(), now);
  }

  void reset(Tx tx, Environment environment, UUID userId, Instant now) {
    audit.record(tx, environment, "admin.user.mfa.reset", userId, Map.of(), now);
    notices.removed(tx, environment, userId, "every second factor");
  }

  private void record(
      Tx tx, Environment environment, String event, UUID userId, UUID id, Instant now) {
    audit.record(tx, environment, event, userId, Map.of("deviceId", id.toString()), now);
  }
}
