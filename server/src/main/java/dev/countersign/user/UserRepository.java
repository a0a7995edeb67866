package dev.countersign.user;

import dev.countersign.base.Json;
import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The `end_user` table.
final class UserRepository {
  static final String COLUMNS =
      """
      id, environment_id,
      email, username, alias, first_name, last_name, phone_number, job_title, team,
      t_shirt_size, country, policies_consent, email_notification,
      discord_notification, newsletter_notification, btc_wallet, kda_wallet,
      ltc_wallet, ckb_wallet, kas_wallet, doge_wallet,
      metadata, last_verified_credential_id, first_visit, last_visit, created_at, updated_at
      """;

  private static final String INSERT =
      """
      INSERT INTO end_user (id, environment_id, email, metadata, created_at, updated_at)
      VALUES (?, ?, ?, '{}', ?, ?)
      """;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM end_user WHERE environment_id = ? AND id = ?";

  private static final String ENVIRONMENT_OF = "SELECT environment_id FROM end_user WHERE id = ?";

  private static final String UPDATE_PROFILE =
      """
      UPDATE end_user SET
        email = ?, username = ?, alias = ?, first_name = ?, last_name = ?,
        phone_number = ?, job_title = ?, team = ?, t_shirt_size = ?, country = ?,
        policies_consent = ?, email_notification = ?, discord_notification = ?,
        newsletter_notification = ?, btc_wallet = ?, kda_wallet = ?, ltc_wallet = ?,
        ckb_wallet = ?, kas_wallet = ?, doge_wallet = ?,
        metadata = ?, username_key = ?, updated_at = ?
      WHERE environment_id = ? AND id = ?
      """;

  private static final String VISITED =
      """
      UPDATE end_user SET last_verified_credential_id = ?, last_visit = ?,
                          first_visit = COALESCE(first_visit, ?)
      WHERE environment_id = ? AND id = ?
      """;

  private static final String CHANGE_EMAIL =
      "UPDATE end_user SET email = ?, updated_at = ? WHERE environment_id = ? AND id = ?";

  private static final String CHANGE_PHONE =
      "UPDATE end_user SET phone_number = ?, updated_at = ? WHERE environment_id = ? AND id = ?";

  private static final String FORGET_PHONE =
      """
      UPDATE end_user SET phone_number = NULL, updated_at = ?
      WHERE environment_id = ? AND id = ? AND phone_number = ?
      """;

  private static final String FORGET_EMAIL =
      """
      UPDATE end_user SET email = NULL, updated_at = ?
      WHERE environment_id = ? AND id = ? AND email = ?
      """;

  /// Changes nothing.
  private static final String LOCK =
      "UPDATE end_user SET updated_at = updated_at WHERE environment_id = ? AND id = ?";

  private static final String DELETE = "DELETE FROM end_user WHERE environment_id = ? AND id = ?";

  private static final String COUNT_USERNAME =
      "SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND username_key = ?";

  private static final String COUNT_EMAIL =
      "SELECT COUNT(*) FROM end_user WHERE environment_id = ? AND email = ?";

  void insert(Tx tx, UUID id, UUID environmentId, @Nullable String email, Instant now) {
    tx.update(INSERT, id, environmentId, email, now, now);
  }

  Optional<UUID> environmentOf(Tx tx, UUID id) {
    return tx.one(ENVIRONMENT_OF, row -> row.uuid("environment_id"), id);
  }

  Optional<User> find(Tx tx, UUID environmentId, UUID id) {
    return tx.one(FIND, UserRepository::user, environmentId, id);
  }

  boolean updateProfile(Tx tx, UUID environmentId, UUID id, Profile profile, Instant now) {
    return tx.update(
            UPDATE_PROFILE,
            profile.email(),
            profile.username(),
            profile.alias(),
            profile.firstName(),
            profile.lastName(),
            profile.phoneNumber(),
            profile.jobTitle(),
            profile.team(),
            profile.tShirtSize(),
            profile.country(),
            profile.policiesConsent(),
            profile.emailNotification(),
            profile.discordNotification(),
            profile.newsletterNotification(),
            profile.btcWallet(),
            profile.kdaWallet(),
            profile.ltcWallet(),
            profile.ckbWallet(),
            profile.kasWallet(),
            profile.dogeWallet(),
            Json.text(profile.metadata()),
            usernameKey(profile.username()),
            now,
            environmentId,
            id)
        == 1;
  }

  void visited(Tx tx, UUID environmentId, UUID id, UUID credentialId, Instant now) {
    tx.update(VISITED, credentialId, now, now, environmentId, id);
  }

  void changeEmail(Tx tx, UUID environmentId, UUID id, String email, Instant now) {
    tx.update(CHANGE_EMAIL, email, now, environmentId, id);
  }

  void changePhone(Tx tx, UUID environmentId, UUID id, String number, Instant now) {
    tx.update(CHANGE_PHONE, number, now, environmentId, id);
  }

  void forgetPhone(Tx tx, UUID environmentId, UUID id, String number, Instant now) {
    tx.update(FORGET_PHONE, now, environmentId, id, number);
  }

  void forgetEmail(Tx tx, UUID environmentId, UUID id, String email, Instant now) {
    tx.update(FORGET_EMAIL, now, environmentId, id, email);
  }

  void lock(Tx tx, UUID environmentId, UUID id) {
    tx.update(LOCK, environmentId, id);
  }

  boolean delete(Tx tx, UUID environmentId, UUID id) {
    return tx.update(DELETE, environmentId, id) == 1;
  }

  boolean usernameTaken(Tx tx, UUID environmentId, String username) {
    return tx.count(COUNT_USERNAME, environmentId, usernameKey(username)) > 0;
  }

  boolean emailTaken(Tx tx, UUID environmentId, String email) {
    return tx.count(COUNT_EMAIL, environmentId, email) > 0;
  }

  /// Every part of this SQL is a constant of [UserSearch]; what a caller typed is bound.
  static String page(UserSearch search) {
    return "SELECT "
        + COLUMNS
        + " FROM end_user WHERE "
        + search.where()
        + " ORDER BY "
        + search.orderBy()
        + " LIMIT ? OFFSET ?";
  }

  static String total(UserSearch search) {
    return "SELECT COUNT(*) FROM end_user WHERE " + search.where();
  }

  List<User> search(Tx tx, UUID environmentId, UserSearch search) {
    return tx.list(
        page(search),
        UserRepository::user,
        Stream.of(
                Stream.of(environmentId),
                Arrays.stream(search.arguments()),
                Stream.of(search.limit(), search.offset()))
            .flatMap(part -> part)
            .toArray());
  }

  long count(Tx tx, UUID environmentId, UserSearch search) {
    return tx.count(
        total(search),
        Stream.concat(Stream.of(environmentId), Arrays.stream(search.arguments())).toArray());
  }

  /// Usernames that differ only in letter case are one: people would mistake them.
  private static @Nullable String usernameKey(@Nullable String username) {
    return username == null ? null : username.toLowerCase(Locale.ROOT);
  }

  static User user(Row row) throws SQLException {
    return new User(
        row.uuid("id"),
        row.uuid("environment_id"),
        profile(row),
        row.uuidOrNull("last_verified_credential_id"),
        row.instantOrNull("first_visit"),
        row.instantOrNull("last_visit"),
        row.instant("created_at"),
        row.instant("updated_at"));
  }

  private static Profile profile(Row row) throws SQLException {
    return new Profile(
        row.textOrNull("email"),
        row.textOrNull("username"),
        row.textOrNull("alias"),
        row.textOrNull("first_name"),
        row.textOrNull("last_name"),
        row.textOrNull("phone_number"),
        row.textOrNull("job_title"),
        row.textOrNull("team"),
        row.textOrNull("t_shirt_size"),
        row.textOrNull("country"),
        row.flagOrNull("policies_consent"),
        row.flagOrNull("email_notification"),
        row.flagOrNull("discord_notification"),
        row.flagOrNull("newsletter_notification"),
        row.textOrNull("btc_wallet"),
        row.textOrNull("kda_wallet"),
        row.textOrNull("ltc_wallet"),
        row.textOrNull("ckb_wallet"),
        row.textOrNull("kas_wallet"),
        row.textOrNull("doge_wallet"),
        Json.object(row.text("metadata")));
  }
}
