package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credentials;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.device.Approvals;
import dev.countersign.device.Approvals.Approval;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import dev.countersign.signin.Issuing.Opened;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Approves a device: with the token of the mailed link, and on the device that asked for it. Either
/// alone does nothing and spends nothing.
public final class DeviceApproval {
  private final Database database;
  private final Devices devices;
  private final Approvals approvals;
  private final KnownDevices known;
  private final Sessions sessions;
  private final Credentials credentials;
  private final Issuing issuing;
  private final Clock clock;

  public DeviceApproval(
      Database database,
      Devices devices,
      Approvals approvals,
      KnownDevices known,
      Sessions sessions,
      Credentials credentials,
      Issuing issuing,
      Clock clock) {
    this.database = database;
    this.devices = devices;
    this.approvals = approvals;
    this.known = known;
    this.sessions = sessions;
    this.credentials = credentials;
    this.issuing = issuing;
    this.clock = clock;
  }

  /// Fresh tokens: of the caller's session on this device, else of the one that asked.
  SignedIn approve(Visitor visitor, Optional<Caller> caller, Optional<String> token) {
    Environment environment = visitor.environment();
    devices.check(environment, visitor.device());
    String device = visitor.client().device().orElseThrow(() -> refused("no device"));
    String sent = token.orElseThrow(() -> refused("no token"));
    Instant now = clock.instant();
    Opened opened =
        database.inTransaction(
            tx -> {
              devices.spend(tx, environment, visitor.device(), now);
              Approval approval =
                  approvals
                      .take(tx, environment, sent, device, now)
                      .orElseThrow(() -> refused("unknown, spent, or of another device"));
              caller
                  .filter(asking -> !asking.userId().equals(approval.userId()))
                  .ifPresent(
                      _ -> {
                        throw refused("another person is signed in");
                      });
              Session session = session(tx, environment, caller, approval, device, now);
              known.approve(tx, environment, session, device, now);
              var owner = credentials.ownerOf(tx, environment, approval.userId());
              return issuing.opened(tx, environment, owner, session.onApprovedDevice());
            });
    return issuing.issue(caller.map(visitor::as).orElse(visitor), opened, now);
  }

  private Session session(
      Tx tx,
      Environment environment,
      Optional<Caller> caller,
      Approval approval,
      String device,
      Instant now) {
    return caller
        .map(Caller::session)
        .filter(session -> session.on(device))
        .or(
            () ->
                sessions.liveOnDevice(tx, environment, approval.userId(), device, now).stream()
                    .filter(session -> session.id().equals(approval.sessionId()))
                    .findFirst())
        .orElseThrow(() -> refused("the session that asked has ended"));
  }

  private static Refusal refused(String why) {
    return new Refusal(Problem.INVALID_DEVICE_REGISTRATION, why);
  }
}
