package dev.countersign.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.vault.Vault;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// One-use values for messages and signatures (EIP-4361 `nonce`): 32 letters and digits, good for
/// 24 hours. A nonce proves by its own digest that it was issued here, so that handing one out costs
/// no write; only used ones are stored.
public final class Nonces {
  public static final Duration LIFETIME = Duration.ofHours(24);
  private static final int RANDOM = 8;
  private static final int HEAD = Integer.BYTES + RANDOM;
  private static final int DIGEST = 8;
  private static final int LENGTH = 32;

  private final NonceRepository repository = new NonceRepository();
  private final Vault vault;
  private final Secrets secrets;
  private final Clock clock;

  public Nonces(Vault vault, Secrets secrets, Clock clock) {
    this.vault = vault;
    this.secrets = secrets;
    this.clock = clock;
  }

  public String issue(Environment environment) {
    byte[] head =
        ByteBuffer.allocate(HEAD)
            .putInt((int) clock.instant().getEpochSecond())
            .put(secrets.bytes(RANDOM))
            .array();
    return text(
        ByteBuffer.allocate(HEAD + DIGEST).put(head).put(digest(environment, head)).array());
  }

  /// Whether it was issued here for this environment, within its lifetime.
  public boolean issuedHere(Environment environment, String nonce) {
    if (nonce.length() != LENGTH || !nonce.chars().allMatch(Nonces::alphabet)) return false;
    byte[] bytes = new BigInteger(nonce, 36).toByteArray();
    if (bytes.length > HEAD + DIGEST + 1) return false;
    byte[] all = new byte[HEAD + DIGEST];
    int from = Math.max(0, bytes.length - all.length);
    System.arraycopy(bytes, from, all, all.length - (bytes.length - from), bytes.length - from);
    // One reading only: the same bytes have one spelling.
    if (!text(all).equals(nonce)) return false;
    byte[] head = Arrays.copyOf(all, HEAD);
    Instant issuedAt =
        Instant.ofEpochSecond(Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt()));
    Instant now = clock.instant();
    return vault.matches(digest(environment, head), Arrays.copyOfRange(all, HEAD, all.length))
        && !issuedAt.isAfter(now)
        && now.isBefore(issuedAt.plus(LIFETIME));
  }

  /// True the first time only.
  public boolean spend(Tx tx, Environment environment, String nonce, Instant now) {
    return repository.insert(tx, environment.id(), nonce, now.plus(LIFETIME));
  }

  /// Removes what ended before; answers how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private byte[] digest(Environment environment, byte[] head) {
    byte[] id = environment.id().toString().getBytes(UTF_8);
    return Arrays.copyOf(vault.fingerprint("nonce", id, head), DIGEST);
  }

  private static String text(byte[] bytes) {
    String digits = new BigInteger(1, bytes).toString(36);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }

  private static boolean alphabet(int letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
  }
}
