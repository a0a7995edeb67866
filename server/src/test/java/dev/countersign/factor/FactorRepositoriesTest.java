package dev.countersign.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.db.Work;
import dev.countersign.support.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Two environments, and in both a person of the same id.
@ParameterizedClass
@EnumSource(Stores.class)
class FactorRepositoriesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID MINE = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final UUID ADA = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID GRACE = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final UUID APP = UUID.fromString("00000000-0000-4000-8000-0000000000a1");

  private final TotpRepository apps = new TotpRepository();
  private final RecoveryRepository recovery = new RecoveryRepository();
  private final MfaTokenRepository tokens = new MfaTokenRepository();
  private final DefaultFactorRepository defaults = new DefaultFactorRepository();
  @AutoClose private final Database database;

  FactorRepositoriesTest(Stores store) {
    database = store.fresh();
  }

  @Test
  void takesEachStepOfAnAppOnceAndOnlyForwards() {
    TotpDevice app = app(MINE, APP);

    assertThat(yes(tx -> apps.spend(tx, app, 7, NOW))).isTrue();
    assertThat(yes(tx -> apps.spend(tx, app, 7, NOW))).isFalse();
    assertThat(yes(tx -> apps.spend(tx, app, 6, NOW))).isFalse();
    assertThat(yes(tx -> apps.spend(tx, app, 8, NOW.plusSeconds(30)))).isTrue();

    TotpDevice kept = apps(tx -> apps.ofUser(tx, MINE, ADA)).getFirst();
    assertThat(kept.lastStep()).isEqualTo(8);
    assertThat(kept.verifiedAt()).isEqualTo(NOW);
  }

  @Test
  void keepsAppsToTheirEnvironmentAndTheirPerson() {
    TotpDevice app = app(MINE, APP);
    var moved = new TotpDevice(APP, OTHER, ADA, app.sealedSecret(), -1, NOW, null);
    var taken = new TotpDevice(APP, MINE, GRACE, app.sealedSecret(), -1, NOW, null);

    assertThat(apps(tx -> apps.ofUser(tx, OTHER, ADA))).isEmpty();
    assertThat(apps(tx -> apps.ofUser(tx, MINE, GRACE))).isEmpty();
    assertThat(yes(tx -> apps.spend(tx, moved, 7, NOW))).isFalse();
    assertThat(yes(tx -> apps.spend(tx, taken, 7, NOW))).isFalse();
    assertThat(yes(tx -> apps.delete(tx, OTHER, ADA, APP))).isFalse();
    assertThat(yes(tx -> apps.delete(tx, MINE, GRACE, APP))).isFalse();
    assertThat(yes(tx -> apps.delete(tx, MINE, ADA, APP))).isTrue();
  }

  @Test
  void takesARecoveryCodeOnceInItsEnvironment() {
    in(tx -> insertCode(tx, MINE, "one"));
    in(tx -> insertCode(tx, OTHER, "one"));

    assertThat(yes(tx -> recovery.spend(tx, MINE, GRACE, "one", NOW))).isFalse();
    assertThat(yes(tx -> recovery.spend(tx, MINE, ADA, "one", NOW))).isTrue();
    assertThat(yes(tx -> recovery.spend(tx, MINE, ADA, "one", NOW))).isFalse();
    assertThat(prints(tx -> recovery.unused(tx, MINE, ADA))).isEmpty();
    assertThat(prints(tx -> recovery.unused(tx, OTHER, ADA))).containsExactly("one");
  }

  @Test
  void keepsSetsToTheirEnvironment() {
    byte[] box = {1};
    in(tx -> put(tx, MINE, box));
    in(tx -> put(tx, OTHER, box));
    in(
        tx -> {
          recovery.acknowledge(tx, MINE, ADA);
          recovery.expect(tx, MINE, ADA);
          return box;
        });

    var mine = in(tx -> recovery.find(tx, MINE, ADA)).orElseThrow();
    var others = in(tx -> recovery.find(tx, OTHER, ADA)).orElseThrow();
    assertThat(mine.state()).isEqualTo("complete");
    assertThat(mine.sealed()).isNull();
    assertThat(others.state()).isEqualTo("pending");
    assertThat(others.sealed()).isEqualTo(box);
  }

  @Test
  void takesATokenInItsSessionOfItsEnvironmentUntilItEnds() {
    in(tx -> issue(tx, MINE, "once", true));
    in(tx -> issue(tx, MINE, "often", false));
    Instant last = NOW.plusMillis(59_999);

    assertThat(yes(tx -> tokens.spend(tx, OTHER, "once", ADA, NOW))).isFalse();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "once", GRACE, NOW))).isFalse();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "once", ADA, last))).isTrue();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "once", ADA, last))).isFalse();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "often", ADA, last))).isTrue();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "often", ADA, last))).isTrue();
    assertThat(yes(tx -> tokens.spend(tx, MINE, "often", ADA, NOW.plusSeconds(60)))).isFalse();
    assertThat(swept(tx -> tokens.sweep(tx, last, 10))).isZero();
    assertThat(swept(tx -> tokens.sweep(tx, NOW.plusSeconds(60), 10))).isEqualTo(2);
  }

  @Test
  void keepsAChoiceToItsEnvironment() {
    in(tx -> choose(tx, MINE, APP));
    in(tx -> choose(tx, OTHER, GRACE));
    in(tx -> choose(tx, MINE, ADA));

    assertThat(chosen(tx -> defaults.find(tx, MINE, ADA))).contains(ADA);
    assertThat(chosen(tx -> defaults.find(tx, OTHER, ADA))).contains(GRACE);
  }

  private TotpDevice app(UUID environment, UUID id) {
    var app = new TotpDevice(id, environment, ADA, new byte[] {1, 2}, -1, NOW, null);
    return in(
        tx -> {
          apps.insert(tx, app);
          return app;
        });
  }

  private String insertCode(Tx tx, UUID environment, String fingerprint) {
    recovery.insertCode(tx, environment, ADA, fingerprint);
    return fingerprint;
  }

  private byte[] put(Tx tx, UUID environment, byte[] box) {
    recovery.put(tx, environment, ADA, box);
    return box;
  }

  private String issue(Tx tx, UUID environment, String digest, boolean once) {
    tokens.insert(tx, environment, digest, ADA, once, NOW.plusSeconds(60));
    return digest;
  }

  private UUID choose(Tx tx, UUID environment, UUID factor) {
    defaults.put(tx, environment, ADA, factor);
    return factor;
  }

  private int swept(Work<Integer> work) {
    return in(work);
  }

  private boolean yes(Work<Boolean> work) {
    return in(work);
  }

  private List<TotpDevice> apps(Work<List<TotpDevice>> work) {
    return in(work);
  }

  private Set<String> prints(Work<Set<String>> work) {
    return in(work);
  }

  private Optional<UUID> chosen(Work<Optional<UUID>> work) {
    return in(work);
  }

  private <T> T in(Work<T> work) {
    return database.inTransaction(work);
  }
}
