package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.support.Stores;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a node of release 0.1 does to a person from the first code to the last session, on the
/// schema of this build: every row it would have touched is there to be touched.
@ParameterizedClass
@EnumSource(Stores.class)
class ReleasedLifeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(600);
  private static final byte[] BYTES = {1, 2, 3};

  @AutoClose private final Database database;
  private final ReleasedSql old;
  private final UUID organization = id(1);
  private final UUID project = id(2);
  private final UUID environment = id(3);
  private final UUID user = id(4);
  private final UUID credential = id(5);
  private final UUID challenge = id(6);
  private final UUID session = id(7);
  private final UUID letter = id(8);

  ReleasedLifeTest(Stores kind) throws IOException {
    this.database = kind.fresh();
    this.old = ReleasedSql.of("0.1");
  }

  @Test
  void release01LivesOnThisSchema() {
    settlesIn();
    asksForACode();
    signsIn();
    changesThePerson();
    endsSessions();
    leaves();
  }

  private void settlesIn() {
    one("VaultRepository.INSERT_ONCE", "fingerprint", BYTES);
    one("OrganizationRepository.INSERT", organization, "Acme", NOW);
    one("OrganizationRepository.INSERT_PROJECT", project, organization, "App", NOW);
    one("EnvironmentRepository.INSERT", environment, project, "sandbox", NOW, NOW);
    one("EnvironmentRepository.INSERT", id(9), project, "live", NOW, NOW);
    one("OrganizationRepository.PROJECT", project);
    one("SettingsRepository.SAVE_SECTION", environment, "general", "{}", NOW);
    one("SettingsRepository.SAVE_SECTION", environment, "general", "{\"a\":1}", NOW);
    one("SettingsRepository.SAVE_SECRET", environment, "captcha", BYTES, NOW);
    one("OriginRepository.INSERT", id(10), environment, "https://app.example", NOW);
    one("SigningKeyRepository.INSERT", environment, "kid", BYTES, BYTES, NOW);
    one("TestAccountRepository.REPLACE", environment, "123456", null, NOW);
    one("EnvironmentRepository.TOUCH", LATER, environment);
  }

  private void asksForACode() {
    one(
        "ChallengeRepository.INSERT",
        challenge,
        environment,
        "sign_in",
        "email_code",
        "ada@example.org",
        BYTES,
        null,
        5,
        5,
        LATER);
    one(
        "ChallengeRepository.RENEW",
        BYTES,
        LATER,
        challenge,
        environment,
        "email_code",
        "ada@example.org",
        NOW);
    one("LimitRepository.USE", environment, "code_send_per_address", "ada", LATER, NOW, NOW);
    one("LimitRepository.USE", environment, "code_send_per_address", "ada", LATER, NOW, NOW);
    one("LimitRepository.GIVE_BACK", environment, "code_send_per_address", "ada");
    one(
        "OutboxRepository.INSERT",
        letter,
        environment,
        "smtp",
        "ada@example.org",
        "sign-in-code",
        BYTES,
        "queued",
        NOW,
        NOW,
        LATER,
        null);
    one("OutboxRepository.DUE", NOW, NOW, 10);
    one("OutboxRepository.CLAIM", LATER, letter, environment, NOW);
    one("OutboxRepository.FINISH", "sent", null, NOW, letter, environment, 1);
  }

  private void signsIn() {
    one(
        "ChallengeRepository.SPEND_ATTEMPT",
        challenge,
        environment,
        "sign_in",
        "email_code",
        null,
        NOW);
    one("ChallengeRepository.MARK_USED", NOW, challenge, environment);
    one("NonceRepository.INSERT", environment, "nonce", LATER);
    one("UserRepository.INSERT", user, environment, "ada@example.org", NOW, NOW);
    one(
        "CredentialRepository.INSERT",
        credential,
        environment,
        user,
        "email",
        "ada@example.org",
        "ada@example.org",
        true,
        NOW);
    one("CredentialRepository.FIND", environment, "email", "ada@example.org");
    one("UserRepository.VISITED", credential, NOW, NOW, environment, user);
    openSession(session);
    one("AuditRepository.INSERT", id(11), environment, "user.created", user, "{}", NOW);
    one("SigningKeyRepository.NEWEST_FIRST", environment);
  }

  private void changesThePerson() {
    Object[] profile = new Object[25];
    profile[1] = "Ada";
    profile[10] = true;
    profile[20] = "{}";
    profile[21] = "ada";
    profile[22] = NOW;
    profile[23] = environment;
    profile[24] = user;
    one("UserRepository.UPDATE_PROFILE", profile);
    one("UserRepository.CHANGE_EMAIL", "ada@example.net", NOW, environment, user);
    one("UserRepository.FIND", environment, user);
    one("UserSearch, page of email", environment, "ada@%", 10, 0);
  }

  private void endsSessions() {
    one("SessionRepository.FIND", environment, session);
    one("SessionRepository.EXTEND", LATER, null, environment, session, NOW);
    one("SessionRepository.REVOKE", NOW, "logout", environment, session);
    none("SessionRepository.REVOKE", NOW, "logout", environment, session);
    none("SessionRepository.EXTEND", LATER, null, environment, session, NOW);
    openSession(id(12));
    one("SessionRepository.REVOKE_OF_USER", NOW, "admin", environment, user, NOW);
    openSession(id(13));
    one("SessionRepository.REVOKE_ALL", NOW, "admin", environment, NOW);
  }

  private void leaves() {
    one("CredentialRepository.DELETE_OF_USER", environment, user);
    one("UserRepository.DELETE", environment, user);
    one("ChallengeRepository.SWEEP", LATER, 10);
    one("NonceRepository.SWEEP", LATER, 10, LATER);
    one("LimitRepository.SWEEP", LATER, LATER, 10);
    one("OriginRepository.DELETE", environment, id(10));
    one("TestAccountRepository.DELETE", environment);
  }

  private void openSession(UUID id) {
    one(
        "SessionRepository.INSERT",
        id,
        environment,
        user,
        credential,
        "otp",
        null,
        null,
        "127.0.0.1",
        "agent",
        NOW,
        LATER,
        LATER);
  }

  private void one(String name, @Nullable Object... arguments) {
    assertThat(rows(name, arguments)).as(name).isEqualTo(1);
  }

  private void none(String name, @Nullable Object... arguments) {
    assertThat(rows(name, arguments)).as(name).isZero();
  }

  private int rows(String name, @Nullable Object... arguments) {
    String sql = old.statement(name);
    boolean answers = sql.startsWith("SELECT") || sql.contains("RETURNING");
    return database.inTransaction(
        tx -> answers ? listed(tx, sql, arguments) : tx.update(sql, arguments));
  }

  private static int listed(Tx tx, String sql, @Nullable Object... arguments) {
    return tx.list(sql, _ -> "", arguments).size();
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
