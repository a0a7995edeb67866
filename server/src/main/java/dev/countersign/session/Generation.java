package dev.countersign.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which of the tokens that followed each other in a session: a refresh replaces the token by one of
/// the next generation. That makes theft visible, since of thief and owner one comes back with a
/// token that was replaced long ago (RFC 9700 §4.14.2).
///
/// Nobody honest may be caught by it: tabs refresh at once, answers are lost or late. So a
/// generation is kept while answers with its token may still be under way, and the one before stays
/// good for a refresh until its successor has been shown.
///
/// @param number counted from 0
/// @param beganAt when it replaced the one before
/// @param issuedAt when a token of it was last handed out for a refresh
/// @param confirmedAt when a token of it was first shown
public record Generation(
    int number, Instant beganAt, Instant issuedAt, @Nullable Instant confirmedAt) {
  /// How long an answer may be under way.
  static final Duration GRACE = Duration.ofSeconds(60);

  /// No generation is kept for longer by asking again and again.
  static final Duration LONGEST = Duration.ofMinutes(10);

  /// What becomes of a refresh.
  enum Verdict {
    /// The next generation begins.
    ROTATE,
    /// Another token of this generation.
    KEEP,
    /// Nothing changes.
    REFUSE,
    /// Two hold tokens of one session: it ends.
    REPLAYED
  }

  static Generation first(Instant now) {
    return new Generation(0, now, now, now);
  }

  Generation as(int number) {
    return new Generation(number, beganAt, issuedAt, confirmedAt);
  }

  /// @param presented the generation of the token that asks
  /// @param bound the device that the session belongs to
  /// @param proven the device that signed this request
  Verdict refresh(int presented, @Nullable String bound, @Nullable String proven, Instant now) {
    if (presented > number) return Verdict.REFUSE;
    boolean device = bound != null && bound.equals(proven);
    if (presented == number) {
      if (bound != null && !device) return Verdict.REFUSE;
      return rests(now) ? Verdict.KEEP : Verdict.ROTATE;
    }
    // A key that cannot leave its browser: an older tab of the same person, not a thief.
    if (device) return Verdict.KEEP;
    boolean late = confirmedAt != null && !now.isBefore(beganAt.plus(GRACE));
    return bound == null && presented == number - 1 && !late ? Verdict.KEEP : Verdict.REPLAYED;
  }

  private boolean rests(Instant now) {
    return now.isBefore(issuedAt.plus(GRACE)) && now.isBefore(beganAt.plus(LONGEST));
  }
}
