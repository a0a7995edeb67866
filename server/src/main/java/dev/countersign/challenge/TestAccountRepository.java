package dev.countersign.challenge;

import dev.countersign.challenge.TestAccounts.TestAccount;
import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The `test_account` table: at most one row for each environment.
final class TestAccountRepository {
  private static final String FIND =
      "SELECT code, email FROM test_account WHERE environment_id = ?";

  private static final String REPLACE =
      """
      INSERT INTO test_account (environment_id, code, email, created_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (environment_id) DO UPDATE SET
        code = excluded.code, email = excluded.email, created_at = excluded.created_at
      """;

  private static final String DELETE = "DELETE FROM test_account WHERE environment_id = ?";

  Optional<TestAccount> find(Tx tx, UUID environmentId) {
    return tx.one(
        FIND, row -> new TestAccount(row.text("code"), row.textOrNull("email")), environmentId);
  }

  void replace(Tx tx, UUID environmentId, TestAccount account, Instant now) {
    tx.update(REPLACE, environmentId, account.code(), account.email(), now);
  }

  boolean delete(Tx tx, UUID environmentId) {
    return tx.update(DELETE, environmentId) == 1;
  }
}
