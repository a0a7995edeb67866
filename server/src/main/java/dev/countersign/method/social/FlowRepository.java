package dev.countersign.method.social;

import dev.countersign.db.Row;
import dev.countersign.db.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The `social_flow` table. Each step checks and takes in one statement, so that of two that try it
/// at once one does.
final class FlowRepository {
  private static final String BEGIN =
      """
      INSERT INTO social_flow
        (environment_id, state_digest, provider, return_to, origin, user_id, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (environment_id, state_digest) DO NOTHING
      """;

  /// The browser that opened it may do so again, as when a person goes back; no other.
  private static final String OPEN =
      """
      UPDATE social_flow SET browser_digest = ?, challenge = ?, sealed_opening = ?
      WHERE environment_id = ? AND state_digest = ? AND provider = ? AND expires_at > ?
        AND code_digest IS NULL AND error IS NULL
        AND (browser_digest IS NULL OR browser_digest = ?)
      """;

  private static final String ANSWER =
      """
      UPDATE social_flow SET code_digest = ?, sealed_answer = ?, error = ?
      WHERE environment_id = ? AND state_digest = ? AND provider = ? AND expires_at > ?
        AND code_digest IS NULL AND error IS NULL AND browser_digest = ?
      RETURNING return_to, origin
      """;

  /// Of a flow that the provider's own script has opened. Only what is sent to an allowed address.
  private static final String ANSWER_UNOPENED =
      """
      UPDATE social_flow SET code_digest = ?, sealed_answer = ?, error = ?
      WHERE environment_id = ? AND state_digest = ? AND provider = ? AND expires_at > ?
        AND code_digest IS NULL AND error IS NULL AND browser_digest IS NULL
        AND return_to IS NOT NULL
      RETURNING return_to, origin
      """;

  /// A flow that a signed-in person began is theirs, and goes back to the site that began it.
  private static final String TAKE =
      """
      DELETE FROM social_flow
      WHERE environment_id = ? AND state_digest = ? AND provider = ? AND expires_at > ?
        AND code_digest = ? AND (user_id IS NULL OR user_id = ?) AND (origin IS NULL OR origin = ?)
      RETURNING challenge, sealed_opening, sealed_answer
      """;

  private static final String RESULT =
      """
      SELECT code_digest, error FROM social_flow
      WHERE environment_id = ? AND state_digest = ? AND provider = ? AND expires_at > ?
      """;

  private static final String SWEEP =
      """
      DELETE FROM social_flow WHERE expires_at <= ? AND state_digest IN
        (SELECT state_digest FROM social_flow WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
      """;

  /// Where one flow is found.
  record Place(UUID environmentId, String stateDigest, String provider) {}

  /// Where the person goes on, and which site waits for them.
  record Onward(Optional<String> returnTo, Optional<String> origin) {}

  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  record Taken(Optional<String> challenge, byte @Nullable [] opening, byte[] answer) {}

  record Result(boolean answered, Optional<String> error) {}

  boolean begin(
      Tx tx,
      Place place,
      @Nullable String returnTo,
      @Nullable String origin,
      @Nullable UUID userId,
      Instant expiresAt) {
    return tx.update(
            BEGIN,
            place.environmentId(),
            place.stateDigest(),
            place.provider(),
            returnTo,
            origin,
            userId,
            expiresAt)
        == 1;
  }

  boolean open(
      Tx tx, Place place, String browser, @Nullable String challenge, byte[] opening, Instant now) {
    return tx.update(
            OPEN,
            browser,
            challenge,
            opening,
            place.environmentId(),
            place.stateDigest(),
            place.provider(),
            now,
            browser)
        == 1;
  }

  /// What came back with a browser, into a flow that it has opened.
  ///
  /// @param code null together with `answer`, and `error` present, if the provider said no
  Optional<Onward> answer(
      Tx tx,
      Place place,
      String browser,
      @Nullable String code,
      byte @Nullable [] answer,
      @Nullable String error,
      Instant now) {
    return tx.one(
        ANSWER,
        FlowRepository::onward,
        code,
        answer,
        error,
        place.environmentId(),
        place.stateDigest(),
        place.provider(),
        now,
        browser);
  }

  /// The same, into a flow that nobody has opened here.
  Optional<Onward> answerUnopened(
      Tx tx,
      Place place,
      @Nullable String code,
      byte @Nullable [] answer,
      @Nullable String error,
      Instant now) {
    return tx.one(
        ANSWER_UNOPENED,
        FlowRepository::onward,
        code,
        answer,
        error,
        place.environmentId(),
        place.stateDigest(),
        place.provider(),
        now);
  }

  Optional<Taken> take(
      Tx tx,
      Place place,
      String code,
      @Nullable UUID userId,
      @Nullable String origin,
      Instant now) {
    return tx.one(
        TAKE,
        row ->
            new Taken(
                Optional.ofNullable(row.textOrNull("challenge")),
                row.bytesOrNull("sealed_opening"),
                row.bytes("sealed_answer")),
        place.environmentId(),
        place.stateDigest(),
        place.provider(),
        now,
        code,
        userId,
        origin);
  }

  Optional<Result> result(Tx tx, Place place, Instant now) {
    return tx.one(
        RESULT,
        row ->
            new Result(
                row.textOrNull("code_digest") != null,
                Optional.ofNullable(row.textOrNull("error"))),
        place.environmentId(),
        place.stateDigest(),
        place.provider(),
        now);
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, before, most);
  }

  private static Onward onward(Row row) throws SQLException {
    return new Onward(
        Optional.ofNullable(row.textOrNull("return_to")),
        Optional.ofNullable(row.textOrNull("origin")));
  }
}
