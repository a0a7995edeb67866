package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.support.Stores;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Stores.class)
class AssertionRepositoryTest {
  private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID MINE = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private final AssertionRepository repository = new AssertionRepository();
  @AutoClose private final Database database;

  AssertionRepositoryTest(Stores store) {
    database = store.fresh();
  }

  @Test
  void takesAnIdOnceOfEachIssuerInEachEnvironment() {
    assertThat(insert(MINE, "a", "1", END)).isTrue();
    assertThat(insert(MINE, "a", "1", END.plusSeconds(1))).isFalse();
    assertThat(insert(MINE, "b", "1", END)).isTrue();
    assertThat(insert(MINE, "a", "2", END)).isTrue();
    assertThat(insert(OTHER, "a", "1", END)).isTrue();
  }

  @Test
  void keepsWhatHasNotExpiredThoughAnotherOfTheSameNameHas() {
    insert(MINE, "a", "1", END);
    insert(OTHER, "a", "1", END.plusSeconds(1));

    int before = sweep(END.minusMillis(1));
    int after = sweep(END);

    assertThat(before).isZero();
    assertThat(after).isEqualTo(1);

    assertThat(insert(MINE, "a", "1", END)).isTrue();
    assertThat(insert(OTHER, "a", "1", END)).isFalse();
  }

  private int sweep(Instant before) {
    return database.inTransaction(tx -> repository.sweep(tx, before, 10));
  }

  private boolean insert(UUID environment, String issuer, String id, Instant end) {
    return database.inTransaction(tx -> repository.insert(tx, environment, issuer, id, end));
  }
}
