package dev.countersign.method.social;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// The app's own proof key (RFC 7636), toward us. `S256` alone, and none without the other: a
/// verifier without a challenge is refused like a challenge without a verifier (RFC 9700 §2.1.1).
public final class ClientChallenge {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private ClientChallenge() {}

  public static Optional<String> read(Optional<String> challenge, Optional<String> method) {
    if (challenge.isEmpty() && method.isEmpty()) return challenge;
    boolean good =
        method.filter("S256"::equals).isPresent()
            && challenge.filter(text -> CHALLENGE.matcher(text).matches()).isPresent();
    if (!good) throw new Refusal(Problem.BAD_REQUEST, "a code challenge is not S256");
    return challenge;
  }

  public static void require(Optional<String> challenge, Optional<String> verifier) {
    if (challenge.isEmpty() && verifier.isEmpty()) return;
    boolean good =
        challenge.isPresent()
            && verifier
                .filter(text -> VERIFIER.matcher(text).matches())
                .map(text -> Sha256.base64Url(text.getBytes(StandardCharsets.US_ASCII)))
                .filter(challenge.get()::equals)
                .isPresent();
    if (!good) throw new Refusal(Problem.INVALID_VERIFICATION, "the code verifier does not fit");
  }
}
