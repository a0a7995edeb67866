package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.environment.Origins.Listed;
import dev.countersign.support.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class OriginsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @AutoClose private final Database database;
  private final Origins origins = new Origins(new Secrets());
  private final UUID mine;
  private final UUID other;

  OriginsTest(Stores store) {
    database = store.fresh();
    mine = EnvironmentRows.insert(database);
    other = EnvironmentRows.insert(database);
  }

  @Test
  void listsWhatWasAddedOldestFirstAndNothingOfAnotherEnvironment() {
    Listed first = add(mine, "https://B.example/", NOW);
    Listed second = add(mine, "https://*.a.example", NOW.plusMillis(1));

    assertThat(list(mine)).containsExactly(first, second);
    assertThat(first.origin().value()).isEqualTo("https://b.example");
    assertThat(first.createdAt()).isEqualTo(NOW);
    assertThat(list(other)).isEmpty();
  }

  @Test
  void refusesTheSameOriginTwiceHoweverItIsWritten() {
    Listed first = add(mine, "https://a.example", NOW);

    assertRefused(Problem.DUPLICATE_EXISTS, () -> add(mine, "https://A.example:443/", NOW));

    assertThat(list(mine)).containsExactly(first);
    assertThat(add(other, "https://a.example", NOW).environmentId()).isEqualTo(other);
  }

  @Test
  void refusesWhatIsNoOrigin() {
    assertRefused(Problem.INVALID_CORS_ORIGINS, () -> add(mine, "https://a.example/path", NOW));

    assertThat(list(mine)).isEmpty();
  }

  @Test
  void removesAnOriginOfItsOwnEnvironmentOnly() {
    Listed listed = add(mine, "https://a.example", NOW);

    assertRefused(Problem.NOT_FOUND, () -> remove(other, listed.id()));
    assertThat(list(mine)).containsExactly(listed);

    remove(mine, listed.id());
    assertThat(list(mine)).isEmpty();
    assertRefused(Problem.NOT_FOUND, () -> remove(mine, listed.id()));
  }

  @Test
  void findsAnOriginByItsIdAndTellsItsEnvironment() {
    Listed listed = add(mine, "https://a.example", NOW);

    Optional<Listed> found = database.read(tx -> origins.find(tx, listed.id()));
    Optional<Listed> unknown = database.read(tx -> origins.find(tx, mine));
    assertThat(found).contains(listed);
    assertThat(unknown).isEmpty();
  }

  @Test
  void letsOneOfManyAddTheSameOrigin() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> adding =
          IntStream.range(0, 12).<Callable<Boolean>>mapToObj(_ -> this::added).toList();

      long winners = 0;
      for (Future<Boolean> one : threads.invokeAll(adding)) if (one.get()) winners++;

      assertThat(winners).isEqualTo(1);
      assertThat(list(mine)).hasSize(1);
    }
  }

  private boolean added() {
    try {
      add(mine, "https://a.example", NOW);
      return true;
    } catch (Refusal refusal) {
      assertThat(refusal.problem()).isEqualTo(Problem.DUPLICATE_EXISTS);
      return false;
    }
  }

  private Listed add(UUID environmentId, String origin, Instant now) {
    return database.inTransaction(tx -> origins.add(tx, environmentId, origin, now));
  }

  private void remove(UUID environmentId, UUID id) {
    database.inTransaction(
        tx -> {
          origins.remove(tx, environmentId, id);
          return id;
        });
  }

  private List<Listed> list(UUID environmentId) {
    return database.read(tx -> origins.list(tx, environmentId));
  }

  private static void assertRefused(Problem problem, Runnable attempt) {
    var refusal = catchThrowableOfType(Refusal.class, attempt::run);
    assertThat(refusal).isNotNull();
    assertThat(refusal.problem()).isEqualTo(problem);
  }
}
