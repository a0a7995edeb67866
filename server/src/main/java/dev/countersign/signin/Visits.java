package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Visitors: people who connected a wallet and proved nothing. They are on record, and that is all.
public final class Visits {
  private static final int LONGEST = 256;
  private static final List<String> TOLD = List.of("address", "chain", "provider", "walletName");

  private final Database database;
  private final AuditLog audit;
  private final Clock clock;

  public Visits(Database database, AuditLog audit, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  void record(Environment environment, Input input) {
    Map<String, String> visit = new LinkedHashMap<>();
    for (String name : TOLD) visit.put(name, bounded(name, input.text(name)));
    database.inTransaction(
        tx -> {
          audit.record(tx, environment, "visit.created", null, visit, clock.instant());
          return visit;
        });
  }

  private static String bounded(String name, String text) {
    if (text.length() <= LONGEST) return text;
    throw new Refusal(Problem.BAD_REQUEST, name + " is too long");
  }
}
