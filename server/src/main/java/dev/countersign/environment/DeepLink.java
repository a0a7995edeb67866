package dev.countersign.environment;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where an app on a device is opened: `scheme://`, perhaps with a host, of which the first label may
/// be `*`. Never a path. The value is in lower case.
public record DeepLink(String value) {
  private static final Pattern LINK =
      Pattern.compile(
          "([a-z][a-z0-9+.-]{0,63})://((?:\\*\\.)?[a-z0-9](?:[a-z0-9._-]{0,250}[a-z0-9])?)?/?");

  /// A browser would run or read these itself; pages of the web are origins.
  private static final Set<String> NO_APP =
      Set.of(
          "http",
          "javascript",
          "data",
          "vbscript",
          "file",
          "blob",
          "about",
          "view-source",
          "ws",
          "wss");

  public DeepLink {
    value = canonical(value);
  }

  boolean matches(URI address) {
    if (address.getScheme() == null || address.getRawUserInfo() != null) return false;
    int end = value.indexOf("://");
    if (!value.substring(0, end).equals(address.getScheme().toLowerCase(Locale.ROOT))) return false;
    String host = value.substring(end + 3);
    if (host.isEmpty()) return true;
    String authority = address.getRawAuthority() == null ? "" : address.getRawAuthority();
    String asked = authority.toLowerCase(Locale.ROOT);
    if (!host.startsWith("*.")) return host.equals(asked);
    String label =
        asked.endsWith(host.substring(1))
            ? asked.substring(0, asked.length() - host.length() + 1)
            : "";
    return label.matches("[a-z0-9_-]+");
  }

  private static String canonical(String text) {
    Matcher link = LINK.matcher(text.strip().toLowerCase(Locale.ROOT));
    boolean web = link.matches() && link.group(1).equals("https") && link.group(2) == null;
    if (!link.matches() || NO_APP.contains(link.group(1)) || web) {
      throw new Refusal(Problem.INVALID_MOBILE_DEEPLINK_URLS, "not a deep link");
    }
    return link.group(1) + "://" + (link.group(2) == null ? "" : link.group(2));
  }
}
