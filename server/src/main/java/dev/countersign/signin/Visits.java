package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Visitors: people who connected a wallet and proved nothing. They are on record, and that is all.
public final class Visits {
  private static final int LONGEST = 256;

  private final VisitorRepository repository = new VisitorRepository();
  private final Database database;
  private final Secrets secrets;
  private final Clock clock;

  public Visits(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What a client tells of the wallet that was connected.
  record Told(String address, String chain, String provider, String walletName) {}

  /// Visitors of one page, and how many match on all pages.
  public record Page(long count, List<VisitorRecord> visitors) {}

  void record(Environment environment, Input input) {
    var told =
        new Told(
            bounded("address", input.text("address")),
            bounded("chain", input.text("chain")),
            bounded("provider", input.text("provider")),
            bounded("walletName", input.text("walletName")));
    var authMode = input.optionalText("authMode").map(text -> bounded("authMode", text));
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          repository.seen(tx, secrets.id(now), environment.id(), told, authMode.orElse(null), now);
          return told;
        });
  }

  /// Newest first; an empty `address` or `chain` matches any.
  public Page page(Environment environment, String address, String chain, int limit, int offset) {
    return database.read(
        tx ->
            new Page(
                repository.count(tx, environment.id(), address, chain),
                repository.page(tx, environment.id(), address, chain, limit, offset)));
  }

  private static String bounded(String name, String text) {
    if (text.length() <= LONGEST) return text;
    throw new Refusal(Problem.BAD_REQUEST, name + " is too long");
  }
}
