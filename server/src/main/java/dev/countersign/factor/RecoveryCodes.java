package dev.countersign.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.crypto.Base32;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.factor.RecoveryRepository.Stored;
import dev.countersign.user.Users;
import dev.countersign.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ten codes for who has lost every second factor, each good once. Kept as keyed digests; the codes
/// themselves can be read again only until the person has said that they keep them.
public final class RecoveryCodes {
  private static final int CODES = 10;

  /// Ten letters of 32: 50 bits.
  private static final int LETTERS = 10;

  private final RecoveryRepository repository = new RecoveryRepository();
  private final Users users;
  private final Vault vault;
  private final Secrets secrets;

  public RecoveryCodes(Users users, Vault vault, Secrets secrets) {
    this.users = users;
    this.vault = vault;
    this.secrets = secrets;
  }

  /// How many can still be used, and those of them that can still be shown.
  public record Codes(int left, List<String> shown) {
    public Codes {
      shown = List.copyOf(shown);
    }

    @Override
    public String toString() {
      return "Codes " + left;
    }
  }

  /// `pending` or `complete`; empty for who has no set and needs none.
  public Optional<String> state(Tx tx, Environment environment, UUID userId) {
    return repository.find(tx, environment.id(), userId).map(Stored::state);
  }

  /// From now on the person is to look at their codes, unless they have before.
  public void expect(Tx tx, Environment environment, UUID userId) {
    repository.expect(tx, environment.id(), userId);
  }

  /// Makes the codes at the first look.
  public Codes read(Tx tx, Environment environment, UUID userId) {
    users.lock(tx, environment, userId);
    @Nullable Stored stored = repository.find(tx, environment.id(), userId).orElse(null);
    boolean made = stored != null && stored.state().equals("complete");
    byte @Nullable [] box = stored == null ? null : stored.sealed();
    if (!made && box == null) return renew(tx, environment, userId);
    Set<String> unused = repository.unused(tx, environment.id(), userId);
    if (box == null) return new Codes(unused.size(), List.of());
    String text = new String(vault.open(purpose(environment, userId), box), UTF_8);
    List<String> shown =
        List.of(text.split(" ")).stream()
            .filter(code -> unused.contains(fingerprint(environment, userId, code)))
            .toList();
    return new Codes(unused.size(), shown);
  }

  /// Ten new ones; those there were are worth nothing any more.
  public Codes renew(Tx tx, Environment environment, UUID userId) {
    users.lock(tx, environment, userId);
    repository.deleteCodes(tx, environment.id(), userId);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < CODES; i++) {
      String letters = Base32.encode(secrets.bytes(LETTERS)).substring(0, LETTERS);
      String code = letters.toLowerCase(Locale.ROOT);
      codes.add(code.substring(0, LETTERS / 2) + "-" + code.substring(LETTERS / 2));
    }
    for (String code : codes) {
      String fingerprint = fingerprint(environment, userId, code);
      repository.insertCode(tx, environment.id(), userId, fingerprint);
    }
    byte[] plain = String.join(" ", codes).getBytes(UTF_8);
    byte[] box = vault.seal(purpose(environment, userId), plain);
    repository.put(tx, environment.id(), userId, box);
    return new Codes(CODES, codes);
  }

  /// The person keeps them: nobody can read them here any more.
  public void acknowledge(Tx tx, Environment environment, UUID userId) {
    repository.acknowledge(tx, environment.id(), userId);
  }

  /// False for a code that is not one of theirs, or was used before. The caller has counted the try.
  public boolean spend(Tx tx, Environment environment, UUID userId, String code, Instant now) {
    String fingerprint = fingerprint(environment, userId, code);
    return repository.spend(tx, environment.id(), userId, fingerprint, now);
  }

  void forget(Tx tx, Environment environment, UUID userId) {
    repository.deleteCodes(tx, environment.id(), userId);
    repository.deleteSet(tx, environment.id(), userId);
  }

  /// However it is typed: in capitals, with spaces or without the hyphen.
  private String fingerprint(Environment environment, UUID userId, String typed) {
    String code = typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    byte[] digest =
        vault.fingerprint(
            "recovery-code",
            environment.id().toString().getBytes(UTF_8),
            userId.toString().getBytes(UTF_8),
            code.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static String purpose(Environment environment, UUID userId) {
    return "recovery-codes/" + environment.id() + "/" + userId;
  }
}
