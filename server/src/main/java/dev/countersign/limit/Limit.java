package dev.countersign.limit;

import java.time.Duration;

/// Every limit of the server, with its published default: so many uses in one window. Each is
/// settable by `COUNTERSIGN_LIMIT_<NAME>=<uses>/<seconds>`.
public enum Limit {
  /// All client calls of one IP address.
  CLIENT_BURST_PER_IP(60, Duration.ofSeconds(10)),
  CLIENT_MINUTE_PER_IP(250, Duration.ofMinutes(1)),
  CLIENT_FIVE_MINUTES_PER_IP(500, Duration.ofMinutes(5)),
  /// All client calls of one environment.
  CLIENT_PER_ENVIRONMENT(10_000, Duration.ofMinutes(1)),
  CONNECT_PER_IP(10, Duration.ofMinutes(1)),
  /// Answers to a challenge, whatever the method.
  SIGN_IN_PER_IP(10, Duration.ofMinutes(1)),
  CODE_SEND_PER_IP(3, Duration.ofMinutes(1)),
  CODE_SEND_PER_ADDRESS(3, Duration.ofMinutes(10)),
  /// Wrong answers for one address; what happens beyond is told in decision 0010. Not lifted by
  /// `COUNTERSIGN_LIMITS=off`, since it is what makes a short code safe.
  WRONG_CODES_PER_ADDRESS(10, Duration.ofHours(24)),
  ADMIN_PER_IP(1500, Duration.ofMinutes(1));

  private final int uses;
  private final Duration window;

  Limit(int uses, Duration window) {
    this.uses = uses;
    this.window = window;
  }

  boolean perIp() {
    return name().endsWith("_PER_IP");
  }

  public LimitRule standard() {
    return new LimitRule(uses, window);
  }
}
