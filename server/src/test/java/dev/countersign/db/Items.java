package dev.countersign.db;

import dev.countersign.support.TestFolders;
import dev.countersign.support.TestPostgres;
import java.nio.file.Path;
import java.util.function.Supplier;

/// Both stores with the table `item`: this room knows none of the product's.
enum Items {
  SQLITE,
  POSTGRESQL;

  static final String FOLDER = "dev/countersign/db/migration";
  static final Migrations SCHEMA = new Migrations(Items.class.getClassLoader(), FOLDER);

  Database fresh() {
    return place().get();
  }

  /// A fresh place that every call opens again.
  Supplier<Database> place() {
    return switch (this) {
      case SQLITE -> {
        Path folder = TestFolders.fresh();
        yield () -> Database.embedded(folder, SCHEMA, 0);
      }
      case POSTGRESQL -> {
        PostgresUrl url = PostgresUrl.parse(TestPostgres.fresh());
        yield () -> Database.postgres(url, SCHEMA);
      }
    };
  }

  static int put(Tx tx, String id) {
    return tx.update("INSERT INTO item (id, amount) VALUES (?, ?)", id, 0);
  }

  static long count(Database database) {
    return database.read(tx -> tx.count("SELECT COUNT(*) FROM item"));
  }
}
