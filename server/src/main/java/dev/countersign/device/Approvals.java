package dev.countersign.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Sha256;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.session.Session;
import dev.countersign.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Tokens of the links by which people approve a device; kept as digests. Each is good once, and only
/// on the device that asked for it: what reads the mail is not what gets in.
public final class Approvals {
  public static final Duration LIFE = Duration.ofMinutes(15);
  private static final int BYTES = 32;

  private final ApprovalRepository repository = new ApprovalRepository();
  private final Users users;
  private final Secrets secrets;

  public Approvals(Users users, Secrets secrets) {
    this.users = users;
    this.secrets = secrets;
  }

  /// Whose device it is, and the session that asked.
  public record Approval(UUID userId, UUID sessionId) {}

  /// A token for the device of this session.
  public String open(Tx tx, Environment environment, Session session, String device, Instant now) {
    String token = Base64Url.encode(secrets.bytes(BYTES));
    repository.insert(tx, digest(token), session, device, now.plus(LIFE));
    return token;
  }

  /// Spends a token. Empty when it is unknown, expired, spent, or of another device; then nothing is
  /// spent.
  public Optional<Approval> take(
      Tx tx, Environment environment, String token, String device, Instant now) {
    String digest = digest(token);
    Optional<UUID> owner = repository.ownerOf(tx, environment.id(), digest);
    if (owner.isEmpty()) return Optional.empty();
    // A revocation of their devices at the same moment comes wholly before, or after.
    users.lock(tx, environment, owner.get());
    return repository.take(tx, environment.id(), digest, device, now);
  }

  /// Removes what has expired; answers how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private static String digest(String token) {
    return Sha256.hex(token.getBytes(UTF_8));
  }
}
