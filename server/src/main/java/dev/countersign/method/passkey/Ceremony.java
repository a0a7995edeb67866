package dev.countersign.method.passkey;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A ceremony that was begun: its challenge, what for and for which relying party. `userId` is who
/// was signed in; `userHandle` is whom a new passkey will name.
public record Ceremony(
    String challenge,
    Purpose purpose,
    RelyingParty relyingParty,
    Optional<UUID> userId,
    Optional<byte[]> userHandle) {

  /// One begun for one purpose is never ended for another.
  public enum Purpose {
    REGISTER(Problem.INVALID_PASSKEY_REGISTRATION),
    SIGN_IN(Problem.INVALID_PASSKEY),
    /// Who is signed in keeps their session whatever they answer, so this is no 401.
    SECOND_FACTOR(Problem.MFA_INVALID_CODE);

    private final Problem problem;

    Purpose(Problem problem) {
      this.problem = problem;
    }

    /// For whatever of an answer does not hold.
    public Refusal refused(String what) {
      return new Refusal(problem, what);
    }

    String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
