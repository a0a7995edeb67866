package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Items.class)
class TxTest {
  @AutoClose private final Database database;

  TxTest(Items items) {
    this.database = items.fresh();
  }

  @Test
  void bringsBackEveryKindOfValue() {
    UUID id = UUID.fromString("0199A2F0-0000-7000-8000-00000000000A");
    Instant made = Instant.parse("2026-11-21T12:00:00.123Z");
    byte[] body = {0, 1, -1, 127, -128};

    int rows = insert(id, Long.MAX_VALUE, Colour.DARK_RED, made, false, body);

    assertThat(rows).isEqualTo(1);
    assertThat(only(row -> row.uuid("id"))).contains(id);
    assertThat(only(row -> row.text("id"))).contains("0199a2f0-0000-7000-8000-00000000000a");
    assertThat(only(row -> row.number("amount"))).contains(Long.MAX_VALUE);
    assertThat(only(row -> row.text("label"))).contains("dark_red");
    assertThat(only(row -> row.instant("made"))).contains(made);
    assertThat(only(row -> row.flag("open"))).contains(false);
    assertThat(only(row -> row.bytes("body"))).contains(body);
  }

  @Test
  void bringsBackNullOnlyWhereItIsExpected() {
    insert("a", 0, null, null, true, null);

    assertThat(only(row -> row.textOrNull("label") == null)).contains(true);
    assertThat(only(row -> row.uuidOrNull("label") == null)).contains(true);
    assertThat(only(row -> row.numberOrNull("made") == null)).contains(true);
    assertThat(only(row -> row.instantOrNull("made") == null)).contains(true);
    assertThat(only(row -> row.bytesOrNull("body") == null)).contains(true);
    assertThat(only(row -> row.number("amount"))).contains(0L);
    assertThat(only(row -> row.flag("open"))).contains(true);
    assertThatThrownBy(() -> only(row -> row.text("label"))).hasMessageContaining("label is null");
    assertThatThrownBy(() -> only(row -> row.instant("made"))).hasMessageContaining("made is null");
    assertThatThrownBy(() -> only(row -> row.text("nonsense"))).hasMessageContaining("failed");
  }

  @Test
  void givesTheRowsOfAnUpdateReturning() {
    insert("a", 1, null, null, true, null);

    String sql = "UPDATE item SET amount = amount + ? WHERE id = ? AND open RETURNING amount";
    Optional<Long> hit =
        database.inTransaction(tx -> tx.one(sql, r -> r.number("amount"), 41, "a"));
    Optional<Long> miss =
        database.inTransaction(tx -> tx.one(sql, r -> r.number("amount"), 9, "b"));

    assertThat(hit).contains(42L);
    assertThat(miss).isEmpty();
    assertThat(only(row -> row.number("amount"))).contains(42L);
  }

  @Test
  void givesTheRowOfAnInsertOnConflict() {
    String sql =
        "INSERT INTO item (id, amount) VALUES (?, 1)"
            + " ON CONFLICT (id) DO UPDATE SET amount = item.amount + 1 RETURNING amount";

    for (long times = 1; times <= 3; times++) {
      var amount = database.inTransaction(tx -> tx.one(sql, row -> row.number("amount"), "a"));
      assertThat(amount).contains(times);
    }
  }

  @Test
  void listsRowsInTheirOrderAndCountsThem() {
    for (String id : List.of("b", "c", "a")) insert(id, 0, null, null, true, null);

    String sql = "SELECT id FROM item WHERE id <> ? ORDER BY id";
    List<String> ids = database.read(tx -> tx.list(sql, row -> row.text("id"), "c"));
    long two = database.read(tx -> tx.count("SELECT COUNT(*) FROM item WHERE id < ?", "c"));
    long none = database.read(tx -> tx.count("SELECT amount FROM item WHERE id = ?", "d"));

    assertThat(ids).containsExactly("a", "b");
    assertThat(two).isEqualTo(2);
    assertThat(none).isZero();
  }

  @Test
  void refusesASecondRowWhereOneIsExpected() {
    for (String id : List.of("a", "b")) insert(id, 0, null, null, true, null);

    assertThatThrownBy(() -> only(row -> row.text("id"))).hasMessageContaining("more than one row");
  }

  @Test
  void tellsADuplicateKeyFromOtherMistakes() {
    insert("a", 0, "ada@example.org", null, true, null);

    assertThatThrownBy(() -> insert("a", 0, null, null, true, null))
        .isInstanceOf(DuplicateKey.class);
    assertThatThrownBy(() -> insert("b", 0, "ada@example.org", null, true, null))
        .isInstanceOf(DuplicateKey.class)
        .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("ada@"));
    assertThatThrownBy(() -> insert("c", null, null, null, true, null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> insert("c", 0, null, new Object(), true, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Items.count(database)).isEqualTo(1);
  }

  @Test
  void undoesAWorkThatCaughtTheFailureOfItsStatement() {
    insert("a", 0, null, null, true, null);

    Work<String> stubborn =
        tx -> {
          Items.put(tx, "b");
          try {
            Items.put(tx, "a");
          } catch (DuplicateKey e) {
            return "never mind";
          }
          return "unreachable";
        };

    assertThatThrownBy(() -> database.inTransaction(stubborn)).isInstanceOf(DuplicateKey.class);
    assertThat(Items.count(database)).isEqualTo(1);
  }

  @Test
  void isOfNoUseOnceItsWorkIsDone() {
    CompletableFuture<Tx> kept = new CompletableFuture<>();
    database.inTransaction(kept::complete);

    assertThatThrownBy(() -> Items.put(kept.join(), "late")).hasMessageContaining("has ended");
    assertThat(Items.count(database)).isZero();
  }

  @Test
  void writesNothingWhereItOnlyReads() {
    assertThatThrownBy(() -> database.read(tx -> tx.update("DELETE FROM item"))).isNotNull();
    assertThatThrownBy(
            () -> database.read(tx -> tx.update("INSERT INTO item (id, amount) VALUES ('a', 0)")))
        .isNotNull();

    assertThat(Items.count(database)).isZero();
  }

  @Test
  void readsATableThatGrewMeanwhile() {
    insert("a", 0, null, null, true, null);
    Work<Optional<Long>> touch =
        tx ->
            tx.one("UPDATE item SET amount = amount + 1 RETURNING *", row -> row.number("amount"));
    for (int i = 0; i < 5; i++) only(row -> row.text("id"));
    for (int i = 0; i < 5; i++) database.inTransaction(touch);

    database.inTransaction(tx -> tx.update("ALTER TABLE item ADD COLUMN more TEXT"));

    assertThat(only(row -> row.textOrNull("more") == null)).contains(true);
    for (long amount = 6; amount <= 10; amount++)
      assertThat(database.inTransaction(touch)).contains(amount);
  }

  private int insert(@Nullable Object... values) {
    String sql = "INSERT INTO item (id, amount, label, made, open, body) VALUES (?, ?, ?, ?, ?, ?)";
    return database.inTransaction(tx -> tx.update(sql, values));
  }

  private <T> Optional<T> only(RowMapper<T> mapper) {
    return database.read(tx -> tx.one("SELECT * FROM item", mapper));
  }

  private enum Colour {
    DARK_RED
  }
}
