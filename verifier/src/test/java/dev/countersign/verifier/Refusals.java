package dev.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.verifier.InvalidAccessToken.Reason;

final class Refusals {
  private Refusals() {}

  /// That it is refused for this reason, by a message which tells nothing of the token.
  static void assertRefused(AccessTokenVerifier verifier, String token, Reason reason) {
    var refusal = catchThrowableOfType(InvalidAccessToken.class, () -> verifier.verify(token));
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(reason);
    for (String part : token.split("\\.", -1)) {
      if (!part.isEmpty()) assertThat(refusal.getMessage()).doesNotContain(part);
    }
  }
}
