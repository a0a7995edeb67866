package dev.countersign.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.Hmac;
import dev.countersign.crypto.Totp;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.user.Users;
import dev.countersign.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/// Keeps the authenticator apps of each person, and takes their codes (RFC 6238), each once.
public final class TotpDevices implements FactorStore {
  private static final int DIGITS = 6;
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  /// Clocks of phones may be a step early or late (RFC 6238 §5.2).
  private static final int DRIFT = 1;

  /// A page that is loaded twice asks twice, and the person scans one of the two.
  private static final int MOST_UNVERIFIED = 3;

  private final TotpRepository repository = new TotpRepository();
  private final Users users;
  private final Vault vault;
  private final Secrets secrets;

  public TotpDevices(Users users, Vault vault, Secrets secrets) {
    this.users = users;
    this.vault = vault;
    this.secrets = secrets;
  }

  /// A new device and the secret that its app must be told, this once.
  public record Registered(UUID id, byte[] secret) {
    @Override
    public String toString() {
      return "Registered " + id;
    }
  }

  /// What a code did: `first` when it was the first of its device.
  public record Taken(UUID id, boolean first) {}

  /// Counts for nothing before it has shown a right code.
  public Registered register(Tx tx, Environment environment, UUID userId, Instant now) {
    users.lock(tx, environment, userId);
    List<TotpDevice> all = repository.ofUser(tx, environment.id(), userId);
    requireRoom(environment, all);
    List<TotpDevice> unverified = all.stream().filter(device -> !device.verified()).toList();
    for (int i = 0; i <= unverified.size() - MOST_UNVERIFIED; i++) {
      repository.delete(tx, environment.id(), userId, unverified.get(i).id());
    }
    UUID id = secrets.id(now);
    byte[] secret = secrets.bytes(Totp.SECRET_BYTES);
    byte[] box = vault.seal(purpose(environment, id), secret);
    repository.insert(tx, new TotpDevice(id, environment.id(), userId, box, -1, now, null));
    return new Registered(id, secret);
  }

  /// Takes a right code, which verifies its device; empty for any other. Devices that were never
  /// verified are looked at only with `Candidates.ALL`. The caller has counted the try.
  public Optional<Taken> take(
      Tx tx,
      Environment environment,
      UUID userId,
      Optional<UUID> id,
      Candidates candidates,
      String code,
      Instant now) {
    users.lock(tx, environment, userId);
    List<TotpDevice> all = repository.ofUser(tx, environment.id(), userId);
    List<TotpDevice> asked =
        all.stream()
            .filter(device -> id.isEmpty() || id.get().equals(device.id()))
            .filter(device -> device.verified() || candidates == Candidates.ALL)
            .toList();
    if (asked.isEmpty()) throw new Refusal(Problem.MFA_DEVICE_NOT_FOUND, "none that could answer");
    for (TotpDevice device : asked) {
      OptionalLong step = step(environment, device, code, now);
      if (step.isEmpty() || !repository.spend(tx, device, step.getAsLong(), now)) continue;
      if (device.verified()) return Optional.of(new Taken(device.id(), false));
      requireRoom(environment, all);
      for (TotpDevice other : all) {
        if (other.verified() || other.id().equals(device.id())) continue;
        repository.delete(tx, environment.id(), userId, other.id());
      }
      return Optional.of(new Taken(device.id(), true));
    }
    return Optional.empty();
  }

  /// Which of a person's devices may answer.
  public enum Candidates {
    VERIFIED,
    ALL
  }

  /// False when it is not theirs.
  public boolean remove(Tx tx, Environment environment, UUID userId, UUID id) {
    return repository.delete(tx, environment.id(), userId, id);
  }

  @Override
  public List<Factor> ofUser(Tx tx, Environment environment, UUID userId) {
    return repository.ofUser(tx, environment.id(), userId).stream()
        .map(
            device ->
                new Factor(device.id(), Method.TOTP, null, device.createdAt(), device.verifiedAt()))
        .toList();
  }

  @Override
  public void forget(Tx tx, Environment environment, UUID userId) {
    repository.deleteOfUser(tx, environment.id(), userId);
  }

  /// The step that the code is of, compared in constant time with each that it may be of.
  private OptionalLong step(Environment environment, TotpDevice device, String code, Instant now) {
    if (!CODE.matcher(code).matches()) return OptionalLong.empty();
    byte[] secret = vault.open(purpose(environment, device.id()), device.sealedSecret());
    byte[] sent = code.getBytes(US_ASCII);
    long current = Totp.step(now.getEpochSecond());
    OptionalLong found = OptionalLong.empty();
    for (long step = current - DRIFT; step <= current + DRIFT; step++) {
      byte[] right = Totp.code(secret, step, DIGITS).getBytes(US_ASCII);
      if (Hmac.same(right, sent) && step > device.lastStep()) found = OptionalLong.of(step);
    }
    return found;
  }

  private static void requireRoom(Environment environment, List<TotpDevice> all) {
    long verified = all.stream().filter(TotpDevice::verified).count();
    if (verified >= environment.settings().mfa().totpDevices()) {
      throw new Refusal(Problem.MFA_INVALID_REQUEST, "no room for a further device");
    }
  }

  private static String purpose(Environment environment, UUID id) {
    return "totp-secret/" + environment.id() + "/" + id;
  }
}
