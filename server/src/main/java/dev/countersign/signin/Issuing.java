package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.access.Standing;
import dev.countersign.credential.Owner;
import dev.countersign.db.Tx;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.factor.Factors;
import dev.countersign.session.Session;
import dev.countersign.token.TokenIssuer;
import java.time.Instant;

/// The last step of every sign-in, refresh and change: tokens that say what the session may do now.
public final class Issuing {
  private final KnownDevices devices;
  private final Factors factors;
  private final TokenIssuer tokens;

  public Issuing(KnownDevices devices, Factors factors, TokenIssuer tokens) {
    this.devices = devices;
    this.factors = factors;
    this.tokens = tokens;
  }

  /// A person and their session as one transaction left them.
  record Opened(Owner owner, Session session, Standing standing) {}

  Opened opened(Tx tx, Environment environment, Owner owner, Session session) {
    if (session.owesDevice(environment)) {
      return new Opened(owner, session, Standing.OWING_DEVICE);
    }
    Standing standing = factors.standing(tx, environment, session);
    return new Opened(owner, session, standing.on(devices.listed(tx, environment, session)));
  }

  /// The signatures are made after the commit: no transaction waits for them.
  SignedIn issue(Visitor visitor, Opened opened, Instant now) {
    var environment = visitor.environment();
    Access access = access(environment, opened);
    Session session = opened.session();
    // Who may be a thief of one credential is told nothing of the person but that.
    Owner owner =
        opened.standing().deviceOwed()
            ? opened.owner().onlyWith(session.signInCredentialId())
            : opened.owner();
    var issued = tokens.issue(environment, owner, session, access, visitor.client(), now);
    var cookie =
        visitor.deviceCookie().filter(sent -> sent.digest().equals(session.deviceCookie()));
    return new SignedIn(owner, session, access, issued, cookie);
  }

  Access access(Environment environment, Opened opened) {
    return Access.of(environment, opened.owner().user(), opened.standing());
  }
}
