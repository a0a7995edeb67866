package dev.countersign.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.challenge.Challenge;
import dev.countersign.vault.Vault;
import java.util.UUID;
import java.util.regex.Pattern;

/// Codes of six digits that are sent to somebody (NIST SP 800-63B §5.1.3).
public final class OneTimeCodes {
  private static final int DIGITS = 6;
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private final String purpose;
  private final Vault vault;
  private final Secrets secrets;

  /// @param purpose of one kind of codes; none is worth anything as another's
  public OneTimeCodes(String purpose, Vault vault, Secrets secrets) {
    this.purpose = purpose;
    this.vault = vault;
    this.secrets = secrets;
  }

  /// A new code, by chance.
  public String fresh() {
    return secrets.digits(DIGITS);
  }

  /// What is kept of a code. It is worth nothing for another challenge or another recipient.
  public byte[] fingerprint(UUID challengeId, String subject, String code) {
    return vault.fingerprint(
        purpose,
        challengeId.toString().getBytes(UTF_8),
        subject.getBytes(UTF_8),
        code.getBytes(UTF_8));
  }

  /// Whether this is the challenge's code.
  public boolean right(Challenge challenge, String code) {
    return wellFormed(code)
        && vault.matches(
            fingerprint(challenge.id(), challenge.subject(), code), challenge.fingerprint());
  }

  /// Whether it could be a code at all.
  public static boolean wellFormed(String code) {
    return CODE.matcher(code).matches();
  }
}
