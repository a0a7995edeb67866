package dev.countersign.method.passkey;

import dev.countersign.session.Session;
import java.util.ArrayList;
import java.util.List;

/// What an authenticator said of a use that was verified (WebAuthn §6.1).
public record Assertion(
    long signCount, boolean backupEligible, boolean backedUp, boolean userVerified) {

  /// A key that may be copied to other devices is software's, one that stays is the device's; and
  /// whether the person proved themself to it (RFC 8176 §2).
  public List<String> amr() {
    var amr = new ArrayList<String>();
    amr.add(backupEligible ? "swk" : "hwk");
    if (userVerified) amr.add(Session.PERSON_VERIFIED);
    return amr;
  }
}
