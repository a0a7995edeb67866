package dev.countersign.method;

import dev.countersign.base.Input;
import dev.countersign.challenge.Challenge;
import dev.countersign.challenge.Prompt;
import dev.countersign.challenge.Purpose;
import dev.countersign.environment.Environment;

/// One way to prove something (RFC 8176).
public sealed interface AuthenticationMethod {
  String id();

  /// We ask something, the person answers: code, signature, passkey, redirect.
  non-sealed interface Ceremony extends AuthenticationMethod {
    /// Decides what to ask; does nothing yet.
    Prompt start(Environment environment, Purpose purpose, Input input);

    /// Asks again what is still open: another answer for the same challenge.
    Prompt renew(Environment environment, Input input);

    /// Judges the answer, or refuses.
    Proof finish(Environment environment, Challenge challenge, Input input);
  }

  /// The caller brings a token of an issuer that the environment trusts.
  non-sealed interface Exchange extends AuthenticationMethod {
    /// Judges the token, or refuses.
    Proof exchange(Environment environment, String token);
  }
}
