package dev.countersign.challenge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Secrets;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The static codes that automated tests sign in with. In a sandbox the code opens every address
/// whose local part ends in `+dynamic_test` and every number of the US area code 555; in a live environment the one address made with it.
/// Nothing is sent to them, and the code opens no other address.
public final class TestAccounts {
  private static final String PATTERN = "+dynamic_test";

  private final TestAccountRepository repository = new TestAccountRepository();
  private final Database database;
  private final Secrets secrets;
  private final Clock clock;
  private final LoadingCache<UUID, Optional<TestAccount>> accounts;

  public TestAccounts(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.secrets = secrets;
    this.clock = clock;
    this.accounts =
        Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofSeconds(1))
            .maximumSize(10_000)
            .build(id -> database.read(tx -> repository.find(tx, id)));
  }

  /// A static six-digit code, and in a live environment the one address that it opens.
  public record TestAccount(String code, @Nullable String email) {
    @Override
    public String toString() {
      return "TestAccount " + email;
    }
  }

  public Optional<TestAccount> of(Environment environment) {
    return accounts.get(environment.id());
  }

  /// The static code of this address, if it is a test address of an environment that has one.
  public Optional<String> codeFor(Environment environment, String address) {
    return of(environment)
        .filter(account -> opens(environment, account, address))
        .map(TestAccount::code);
  }

  /// The static code of this number. The area code 555 is nobody's.
  public Optional<String> codeForNumber(
      Environment environment, String countryCode, String national) {
    boolean test = countryCode.equals("1") && national.matches("555[0-9]{7}");
    if (!test || environment.kind() != Kind.SANDBOX) return Optional.empty();
    return of(environment).map(TestAccount::code);
  }

  /// A new code, in place of the one before.
  public TestAccount create(Environment environment) {
    String local = "test-" + secrets.digits(8) + PATTERN;
    var account =
        new TestAccount(
            secrets.digits(6),
            environment.kind() == Kind.LIVE ? local + "@countersign.test" : null);
    database.inTransaction(
        tx -> {
          repository.replace(tx, environment.id(), account, clock.instant());
          return account;
        });
    accounts.invalidate(environment.id());
    return account;
  }

  public boolean delete(Environment environment) {
    boolean deleted = database.inTransaction((Tx tx) -> repository.delete(tx, environment.id()));
    accounts.invalidate(environment.id());
    return deleted;
  }

  private static boolean opens(Environment environment, TestAccount account, String address) {
    return switch (environment.kind()) {
      case SANDBOX -> address.substring(0, address.lastIndexOf('@')).endsWith(PATTERN);
      case LIVE -> address.equals(account.email());
    };
  }
}
