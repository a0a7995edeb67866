package dev.countersign.signin;

import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.external.ExternalJwt;
import dev.countersign.session.Sessions;
import dev.countersign.token.Caller;

/// What a token of a trusted issuer does: it signs its subject in, or is linked to the account of who
/// is signed in.
public final class ExternalSignIn {
  private final Database database;
  private final ExternalJwt method;
  private final Devices devices;
  private final SignIn signIn;
  private final Credentials credentials;
  private final Sessions sessions;

  public ExternalSignIn(
      Database database,
      ExternalJwt method,
      Devices devices,
      SignIn signIn,
      Credentials credentials,
      Sessions sessions) {
    this.database = database;
    this.method = method;
    this.devices = devices;
    this.signIn = signIn;
    this.credentials = credentials;
    this.sessions = sessions;
  }

  SignedIn signIn(Visitor visitor, String token) {
    devices.check(visitor.environment(), visitor.device());
    Proof proof = method.exchange(visitor.environment(), token);
    return signIn.open(
        visitor,
        proof,
        (tx, now) -> devices.spend(tx, visitor.environment(), visitor.device(), now));
  }

  /// For one who is signed in. By the credential that opened their session it is a new sign-in, which
  /// lasts as long as the new token does, and ends the session before it.
  SignedIn signInAgainOrLink(Visitor visitor, Caller caller, String token) {
    Environment environment = visitor.environment();
    devices.check(environment, visitor.device());
    Proof proof = method.exchange(environment, token);
    boolean again =
        database.read(
            tx ->
                credentials
                    .find(tx, environment, proof.proven().credential())
                    .filter(known -> known.userId().equals(caller.userId()))
                    .filter(known -> known.id().equals(caller.session().signInCredentialId()))
                    .filter(LinkedCredential::signInEnabled)
                    .isPresent());
    if (!again) {
      return signIn.link(
          visitor,
          caller,
          proof,
          (tx, now) -> devices.spend(tx, environment, visitor.device(), now));
    }
    return signIn.open(
        visitor,
        proof,
        (tx, now) -> {
          devices.spend(tx, environment, visitor.device(), now);
          String event = "user.session.revoked";
          sessions.revoke(tx, environment, caller.session(), "signed-in-again", event, now);
        });
  }
}
