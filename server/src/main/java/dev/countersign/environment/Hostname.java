package dev.countersign.environment;

import com.google.common.net.InternetDomainName;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/// A DNS name under which browsers reach this server, such as `auth.example.org` (RFC 1123 §2.1), in
/// lower case. Its parent is a domain that somebody owns, so that a cookie may be set for it.
public record Hostname(String value) {
  /// RFC 1035 §2.3.4, without the root's dot.
  private static final int LONGEST = 253;

  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){2,}[a-z]{2,15}");

  public Hostname {
    value = value.toLowerCase(Locale.ROOT);
    if (!possible(value))
      throw new Refusal(Problem.INVALID_CUSTOM_HOSTNAME, "not a name below a domain");
    // Of github.io or co.uk nobody below it is the owner, and no browser takes a cookie for it.
    if (InternetDomainName.from(parent(value)).isPublicSuffix())
      throw new Refusal(Problem.INVALID_CUSTOM_HOSTNAME, "its parent is a public suffix");
  }

  /// Whether it could be the name of a request's host; whose it is, is another question.
  static boolean possible(String host) {
    return host.length() <= LONGEST && NAME.matcher(host).matches();
  }

  /// The domain whose hosts share the cookies.
  public String parent() {
    return parent(value);
  }

  /// A name that only ever means the machine itself (RFC 6761 §6.3).
  boolean loopback() {
    return value.endsWith(".localhost");
  }

  private static String parent(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
