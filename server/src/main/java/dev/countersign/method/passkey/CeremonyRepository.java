package dev.countersign.method.passkey;

import dev.countersign.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The `passkey_ceremony` table.
final class CeremonyRepository {
  private static final String INSERT =
      """
      INSERT INTO passkey_ceremony (environment_id, challenge, purpose, rp_id, user_id, user_handle,
                                    expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  /// Found and gone in one statement: of many racers one gets it.
  private static final String TAKE =
      """
      DELETE FROM passkey_ceremony
      WHERE environment_id = ? AND challenge = ? AND purpose = ? AND expires_at > ?
      RETURNING rp_id, user_id, user_handle
      """;

  private static final String SWEEP =
      """
      DELETE FROM passkey_ceremony WHERE challenge IN
        (SELECT challenge FROM passkey_ceremony WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
        AND expires_at <= ?
      """;

  void insert(Tx tx, UUID environmentId, Ceremony ceremony, Instant expiresAt) {
    tx.update(
        INSERT,
        environmentId,
        ceremony.challenge(),
        ceremony.purpose().stored(),
        ceremony.relyingParty().id(),
        ceremony.userId().orElse(null),
        ceremony.userHandle().orElse(null),
        expiresAt);
  }

  Optional<Ceremony> take(
      Tx tx, UUID environmentId, String challenge, Ceremony.Purpose purpose, Instant now) {
    return tx.one(
        TAKE,
        row ->
            new Ceremony(
                challenge,
                purpose,
                new RelyingParty(row.text("rp_id")),
                Optional.ofNullable(row.uuidOrNull("user_id")),
                Optional.ofNullable(row.bytesOrNull("user_handle"))),
        environmentId,
        challenge,
        purpose.stored(),
        now);
  }

  int sweep(Tx tx, Instant before, int most) {
    return tx.update(SWEEP, before, most, before);
  }
}
