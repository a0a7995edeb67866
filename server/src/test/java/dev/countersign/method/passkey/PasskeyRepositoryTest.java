package dev.countersign.method.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.method.passkey.Ceremony.Purpose;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The same authenticator's id in two environments is two passkeys.
@ParameterizedClass
@EnumSource(Stores.class)
class PasskeyRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final PasskeyRepository passkeys = new PasskeyRepository();
  private final CeremonyRepository ceremonies = new CeremonyRepository();
  @AutoClose private final TestServer server;
  private final Database database;
  private final UUID mine;
  private final UUID other;
  private final Reply ada;
  private final Reply grace;

  PasskeyRepositoryTest(Stores store) {
    server = new TestServer(store);
    database = server.store();
    mine = server.sandbox();
    other = server.live();
    ada = server.signIn(mine, "ada@example.org");
    grace = server.signIn(other, "ada@example.org");
  }

  @Test
  void findsCountsRenamesAndUsesThoseOfTheEnvironmentAlone() {
    Passkey first = passkey(ada);
    Passkey second = passkey(grace);
    assertThat(insert(mine, first)).isTrue();
    assertThat(insert(mine, second)).isFalse();
    assertThat(insert(other, second)).isTrue();
    var used = new Assertion(7, true, true, true);

    assertThat(find(mine).id()).isEqualTo(first.id());
    assertThat(find(other).id()).isEqualTo(second.id());
    assertThat(count(mine, ada)).isEqualTo(1);
    assertThat(count(mine, grace)).isZero();
    assertThat(count(other, ada)).isZero();
    boolean foreign = database.inTransaction(tx -> passkeys.used(tx, mine, second.id(), used, NOW));
    boolean own = database.inTransaction(tx -> passkeys.used(tx, mine, first.id(), used, NOW));
    database.inTransaction(
        tx -> {
          passkeys.rename(tx, mine, second.id(), "foreign", NOW);
          passkeys.rename(tx, mine, first.id(), "own", NOW);
          return used;
        });

    assertThat(foreign).isFalse();
    assertThat(own).isTrue();
    assertThat(find(mine).signCount()).isEqualTo(7);
    assertThat(find(mine).backedUp()).isTrue();
    assertThat(find(mine).alias()).isEqualTo("own");
    assertThat(find(other).signCount()).isEqualTo(1);
    assertThat(find(other).alias()).isNull();
    assertThat(find(mine).transports()).containsExactly("internal", "hybrid");
  }

  @Test
  void takesACeremonyOnceInItsEnvironmentForItsPurposeAndInTime() {
    begin(mine, NOW.plusSeconds(1));
    begin(other, NOW.plusSeconds(9));

    assertThat(take(mine, Purpose.REGISTER, NOW)).isEmpty();
    assertThat(take(mine, Purpose.SIGN_IN, NOW.plusSeconds(1))).isEmpty();
    assertThat(take(mine, Purpose.SIGN_IN, NOW)).isPresent();
    assertThat(take(mine, Purpose.SIGN_IN, NOW)).isEmpty();
    assertThat(take(other, Purpose.SIGN_IN, NOW)).isPresent();
  }

  @Test
  void sweepsACeremonyThatEndedThoughAnotherOfItsNameHasNot() {
    begin(mine, NOW);
    begin(other, NOW.plusSeconds(9));

    assertThat(sweep(NOW.minusMillis(1))).isZero();
    assertThat(sweep(NOW)).isEqualTo(1);
    assertThat(take(other, Purpose.SIGN_IN, NOW)).isPresent();
  }

  private int sweep(Instant before) {
    return database.inTransaction(tx -> ceremonies.sweep(tx, before, 10));
  }

  private void begin(UUID environment, Instant end) {
    var ceremony =
        new Ceremony(
            "challenge",
            Purpose.SIGN_IN,
            new RelyingParty("example.org"),
            Optional.empty(),
            Optional.empty());
    database.inTransaction(
        tx -> {
          ceremonies.insert(tx, environment, ceremony, end);
          return ceremony;
        });
  }

  private Optional<Ceremony> take(UUID environment, Purpose purpose, Instant now) {
    return database.inTransaction(
        tx -> ceremonies.take(tx, environment, "challenge", purpose, now));
  }

  private Passkey find(UUID environment) {
    return database.read(tx -> passkeys.find(tx, environment, "id").orElseThrow());
  }

  private long count(UUID environment, Reply person) {
    UUID userId = UUID.fromString(person.text("/user/id"));
    long count = database.read(tx -> passkeys.countOfUser(tx, environment, userId));
    List<Passkey> listed = database.read(tx -> passkeys.ofUser(tx, environment, userId));
    assertThat(listed).hasSize((int) count);
    return count;
  }

  private boolean insert(UUID environment, Passkey passkey) {
    var attestation = new Attestation(new byte[] {1}, new byte[] {2});
    return database.inTransaction(tx -> passkeys.insert(tx, environment, passkey, attestation));
  }

  /// Beside the e-mail credential of the person.
  private static Passkey passkey(Reply person) {
    return new Passkey(
        UUID.fromString(person.text("/user/verifiedCredentials/0/id")),
        "id",
        "example.org",
        new byte[] {1},
        new byte[] {2},
        1,
        true,
        true,
        false,
        List.of("internal", "hybrid"),
        new UUID(0, 0),
        null,
        "a browser",
        "https://example.org",
        NOW,
        null);
  }
}
