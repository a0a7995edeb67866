package dev.countersign.limit;

import java.time.Duration;

/// Every limit of the server, with its published default: so many uses in one window. Each is
/// settable by `COUNTERSIGN_LIMIT_<NAME>=<uses>/<seconds>`. Decision 0014 tells how each is counted
/// where there are several nodes.
public enum Limit {
  /// All client calls of one IP address.
  CLIENT_BURST_PER_IP(60, Duration.ofSeconds(10), Counting.SHARED),
  CLIENT_MINUTE_PER_IP(250, Duration.ofMinutes(1), Counting.SHARED),
  CLIENT_FIVE_MINUTES_PER_IP(500, Duration.ofMinutes(5), Counting.SHARED),
  /// All client calls of one environment.
  CLIENT_PER_ENVIRONMENT(10_000, Duration.ofMinutes(1), Counting.SHARED),
  /// Calls, each of which fills a pool of nonces. More than is published: an office behind one
  /// address would use that up with a few reloads.
  NONCE_PER_IP(120, Duration.ofMinutes(1), Counting.SHARED),
  CONNECT_PER_IP(10, Duration.ofMinutes(1), Counting.STRICT),
  /// Answers to a challenge, whatever the method.
  SIGN_IN_PER_IP(10, Duration.ofMinutes(1), Counting.STRICT),
  SOCIAL_START_PER_IP(30, Duration.ofMinutes(1), Counting.STRICT),
  PASSKEY_START_PER_IP(30, Duration.ofMinutes(1), Counting.STRICT),
  CODE_SEND_PER_IP(3, Duration.ofMinutes(1), Counting.STRICT),
  CODE_SEND_PER_ADDRESS(3, Duration.ofMinutes(10), Counting.STRICT),
  /// Mails that ask one person to approve a device. A sign-in beyond that is answered all the same,
  /// and sends none.
  DEVICE_LINKS_PER_USER(5, Duration.ofMinutes(15), Counting.STRICT),
  /// Text messages to numbers that differ in their last four digits alone, and of one environment:
  /// whoever earns by texts to numbers of their own (SMS pumping) asks for many. Each costs money.
  TEXTS_PER_PREFIX(30, Duration.ofHours(1), Counting.STRICT),
  TEXTS_PER_ENVIRONMENT(500, Duration.ofHours(1), Counting.STRICT),
  /// Wrong answers for one address; what happens beyond is told in decision 0010. Not lifted by
  /// `COUNTERSIGN_LIMITS=off`, since it is what makes a short code safe.
  WRONG_CODES_PER_ADDRESS(10, Duration.ofHours(24), Counting.STRICT),
  /// Calls that prove or register a second factor.
  FACTOR_PER_IP(30, Duration.ofMinutes(1), Counting.STRICT),
  /// Wrong codes of one person's second factors, counted before they are looked at. Not lifted by
  /// `COUNTERSIGN_LIMITS=off` either. The day's keeps a guess of six digits below one in five thousand.
  WRONG_FACTORS_PER_USER(5, Duration.ofMinutes(15), Counting.STRICT),
  WRONG_FACTORS_PER_USER_AND_DAY(50, Duration.ofDays(1), Counting.STRICT),
  ADMIN_PER_IP(1500, Duration.ofMinutes(1), Counting.SHARED),
  ADMIN_PER_ENVIRONMENT(3000, Duration.ofMinutes(1), Counting.SHARED);

  /// How nodes on one database count together.
  enum Counting {
    /// Each use is a statement in the database, so that no use is missed.
    STRICT,
    /// In each process, and told to the others about once a second.
    SHARED
  }

  private final int uses;
  private final Duration window;
  private final Counting counting;

  Limit(int uses, Duration window, Counting counting) {
    this.uses = uses;
    this.window = window;
    this.counting = counting;
  }

  public LimitRule standard() {
    return new LimitRule(uses, window);
  }

  Counting counting() {
    return counting;
  }

  boolean perIp() {
    return name().endsWith("_PER_IP");
  }
}
