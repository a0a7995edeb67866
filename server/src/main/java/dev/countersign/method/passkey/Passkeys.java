package dev.countersign.method.passkey;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.crypto.Base64Url;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.method.passkey.Ceremony.Purpose;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps passkeys, begins their ceremonies and judges how they end.
public final class Passkeys {
  public static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MOST = 10;
  private static final int CHALLENGE = 32;

  private final PasskeyRepository repository = new PasskeyRepository();
  private final CeremonyRepository ceremonies = new CeremonyRepository();
  private final WebAuthn webAuthn = new WebAuthn();
  private final Database database;
  private final Secrets secrets;
  private final Clock clock;

  public Passkeys(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// A new challenge, good once and for five minutes (WebAuthn §13.4.3).
  public Ceremony begin(
      Environment environment,
      Purpose purpose,
      RelyingParty relyingParty,
      Optional<UUID> userId,
      Optional<byte[]> userHandle) {
    String challenge = Base64Url.encode(secrets.bytes(CHALLENGE));
    var ceremony = new Ceremony(challenge, purpose, relyingParty, userId, userHandle);
    Instant end = clock.instant().plus(LIFETIME);
    return database.inTransaction(
        tx -> {
          ceremonies.insert(tx, environment.id(), ceremony, end);
          return ceremony;
        });
  }

  /// Verifies a new passkey (WebAuthn §7.1). The challenge is spent before anything is looked at.
  public Registered register(Environment environment, Optional<UUID> userId, PasskeyAnswer answer) {
    Ceremony begun = take(environment, Purpose.REGISTER, userId, answer);
    return webAuthn.register(environment, begun, answer);
  }

  /// Verifies the use of a passkey (WebAuthn §7.2) by who is not known yet, or is `userId`: whose the
  /// passkey is remains to be asked. Who is known need not be named by the authenticator (step 6).
  public Proven prove(
      Environment environment, Purpose purpose, Optional<UUID> userId, PasskeyAnswer answer) {
    Ceremony begun = take(environment, purpose, userId, answer);
    Passkey passkey =
        database
            .read(tx -> repository.find(tx, environment.id(), answer.id()))
            .orElseThrow(() -> purpose.refused("no such passkey"));
    Optional<byte[]> handle = answer.optional("userHandle");
    if (handle.isEmpty() && userId.isEmpty()) throw purpose.refused("no user handle");
    if (handle.isPresent() && !MessageDigest.isEqual(handle.get(), passkey.userHandle())) {
      throw purpose.refused("user handle");
    }
    return new Proven(passkey, webAuthn.prove(environment, begun, passkey, answer));
  }

  /// A passkey and how it was used.
  public record Proven(Passkey passkey, Assertion assertion) {}

  /// Keeps a new one with its credential; false where the authenticator's id is taken.
  public boolean keep(
      Tx tx,
      Environment environment,
      LinkedCredential linked,
      Registered registered,
      @Nullable String userAgent,
      Instant now) {
    var passkey =
        new Passkey(
            linked.id(),
            registered.credentialId(),
            registered.relyingParty().id(),
            registered.userHandle(),
            registered.attested(),
            registered.state().signCount(),
            registered.state().userVerified(),
            registered.state().backupEligible(),
            registered.state().backedUp(),
            registered.transports(),
            registered.aaguid(),
            null,
            userAgent,
            registered.origin(),
            now,
            null);
    return repository.insert(tx, environment.id(), passkey, registered.attestation());
  }

  /// Notes a use. False when the passkey is gone meanwhile, or its counter was used already.
  public boolean used(Tx tx, Environment environment, Proven proven, Instant now) {
    return repository.used(tx, environment.id(), proven.passkey().id(), proven.assertion(), now);
  }

  /// Refuses one more than a user may have.
  public void requireRoom(Tx tx, Environment environment, UUID userId) {
    if (repository.countOfUser(tx, environment.id(), userId) >= MOST) {
      throw new Refusal(Problem.MAX_PASSKEYS_PER_USER, "ten already");
    }
  }

  /// Oldest first.
  public List<Passkey> ofUser(Tx tx, Environment environment, UUID userId) {
    return repository.ofUser(tx, environment.id(), userId);
  }

  /// A name of the person's own; null for none.
  public void rename(Tx tx, Environment environment, UUID id, @Nullable String alias, Instant now) {
    repository.rename(tx, environment.id(), id, alias, now);
  }

  /// Removes what ended before; answers how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return ceremonies.sweep(tx, before, most);
  }

  private Ceremony take(
      Environment environment, Purpose purpose, Optional<UUID> userId, PasskeyAnswer answer) {
    Instant now = clock.instant();
    Ceremony begun =
        database
            .inTransaction(
                tx -> ceremonies.take(tx, environment.id(), answer.challenge(), purpose, now))
            .orElseThrow(() -> purpose.refused("no such challenge"));
    if (!begun.userId().equals(userId)) throw purpose.refused("begun by somebody else");
    return begun;
  }
}
