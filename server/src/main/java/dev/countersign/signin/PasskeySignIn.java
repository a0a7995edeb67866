package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.passkey.Ceremony;
import dev.countersign.method.passkey.Ceremony.Purpose;
import dev.countersign.method.passkey.Options;
import dev.countersign.method.passkey.PasskeyAnswer;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.method.passkey.RelyingParty;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Signs in by a passkey (decision 0022).
public final class PasskeySignIn {
  private final Passkeys passkeys;
  private final SignIn signIn;

  public PasskeySignIn(Passkeys passkeys, SignIn signIn) {
    this.passkeys = passkeys;
    this.signIn = signIn;
  }

  ObjectNode options(Environment environment, RelyingParty relyingParty) {
    requireEnabled(environment);
    Ceremony begun =
        passkeys.begin(
            environment, Purpose.SIGN_IN, relyingParty, Optional.empty(), Optional.empty());
    return Options.request(environment, begun);
  }

  SignedIn signIn(Visitor visitor, PasskeyAnswer answer) {
    Environment environment = visitor.environment();
    requireEnabled(environment);
    Passkeys.Proven proven = passkeys.prove(environment, Purpose.SIGN_IN, Optional.empty(), answer);
    var credential = new Credential.Passkey(proven.passkey().credentialId());
    return signIn.open(
        visitor,
        Proof.of(credential, proven.assertion().amr()),
        (tx, now) -> {
          if (!passkeys.used(tx, environment, proven, now)) {
            throw Purpose.SIGN_IN.refused("gone, or used at the same time");
          }
        });
  }

  static void requireEnabled(Environment environment) {
    if (!environment.settings().passkeys().enabled()) {
      throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "passkeys do not sign in");
    }
  }
}
