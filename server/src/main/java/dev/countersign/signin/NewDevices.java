package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Owner;
import dev.countersign.db.Tx;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.social.FarcasterProvider;
import dev.countersign.method.social.Telegram;
import dev.countersign.session.Session;
import dev.countersign.session.Sessions;
import java.time.Instant;
import java.util.Map;

/// What becomes of the device that somebody signs in on: it is put on their list, or is to be approved
/// first (decision 0024).
public final class NewDevices {
  private final KnownDevices known;
  private final Sessions sessions;
  private final ApprovalLinks links;
  private final AuditLog audit;

  public NewDevices(KnownDevices known, Sessions sessions, ApprovalLinks links, AuditLog audit) {
    this.known = known;
    this.sessions = sessions;
    this.links = links;
    this.audit = audit;
  }

  /// The session that this sign-in opened, marked where its device is to be approved; then the link is
  /// on its way.
  Session welcome(Tx tx, Visitor visitor, Proof proof, Owner owner, Session session, Instant now) {
    Environment environment = visitor.environment();
    if (!asks(tx, environment, proof, owner, session)) {
      known.remember(tx, environment, session, now);
      return session;
    }
    Session owing = sessions.oweDevice(tx, environment, session);
    boolean mailed = links.send(tx, visitor, owner, session, now);
    var data = Map.of("sessionId", session.id().toString(), "mailed", mailed);
    audit.record(tx, environment, "user.device.unknown", owner.userId(), data, now);
    return owing;
  }

  /// Who makes an account has no other device to have got in from. Who has no address cannot be asked.
  private boolean asks(Tx tx, Environment environment, Proof proof, Owner owner, Session session) {
    return environment.settings().security().deviceRegistration()
        && !owner.created()
        && concerns(proof.proven().credential())
        && ApprovalLinks.address(owner).isPresent()
        && known.listed(tx, environment, session).isEmpty();
  }

  /// A key of the person's own was never read to anybody by mistake, and the clients prove no device
  /// with it; nor do they in a chat of Telegram's.
  static boolean concerns(Credential credential) {
    return switch (credential) {
      case Credential.Passkey _, Credential.Wallet _ -> false;
      case Credential.Social(var provider, _) ->
          !provider.equals(FarcasterProvider.NAME) && !provider.equals(Telegram.NAME);
      case Credential.Email _, Credential.Phone _, Credential.External _ -> true;
    };
  }
}
