package dev.countersign.http;

import java.lang.System.Logger.Level;
import java.time.Duration;

/// How the server listens, and how much of a stranger's time and bytes it takes.
///
/// @param host a name or an address; one that stands for several listens on all of them
/// @param port 0 takes a free one
/// @param strictTransport the public URL is https, so browsers are told to stay there (HSTS)
/// @param requestLog the level of the one line per request
/// @param idle how long a connection may stay silent
/// @param arrival how long a request may take from its first byte to its last
/// @param proxies whose forwarding headers are believed
public record HttpSettings(
    String host,
    int port,
    int maxBodyBytes,
    boolean strictTransport,
    Level requestLog,
    Duration idle,
    Duration arrival,
    Proxies proxies) {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public HttpSettings {
    require(port >= 0 && port <= 65_535, "the port is not between 0 and 65535");
    require(maxBodyBytes > 0 && maxBodyBytes <= 16 << 20, "a body is not between 1 byte and 16 MB");
    require(idle.isPositive() && idle.compareTo(LONGEST) <= 0, "the idle time is over 10 min");
    require(arrival.isPositive() && arrival.compareTo(LONGEST) <= 0, "the arrival is over 10 min");
  }

  public static HttpSettings of(String host, int port) {
    var idle = Duration.ofSeconds(30);
    var arrival = Duration.ofSeconds(15);
    return new HttpSettings(host, port, 64 * 1024, false, Level.DEBUG, idle, arrival, Proxies.NONE);
  }

  private static void require(boolean met, String sentence) {
    if (!met) throw new IllegalArgumentException(sentence);
  }
}
