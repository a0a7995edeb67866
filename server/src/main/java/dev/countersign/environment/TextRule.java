package dev.countersign.environment;

import com.google.common.net.InternetDomainName;
import dev.countersign.environment.SettingsDocument.Urls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a text of the settings may hold. No text is longer than 255 characters.
enum TextRule {
  /// Any printable text; line breaks and tabs too.
  PLAIN,
  /// One line with something on it.
  NAME,
  /// A name that is shown to people: it goes into mail headers and sign-in messages.
  DISPLAY_NAME,
  EMAIL,
  /// A cookie's name (RFC 6265 §4.1.1).
  COOKIE_NAME,
  /// A domain that somebody owns, or `localhost`, in lower case.
  DOMAIN,
  /// A site behind TLS, as a browser writes it (RFC 6454 §6.2).
  ORIGIN,
  REGEX,
  /// Where a browser or this server fetches from.
  HTTPS_URL,
  /// A link to show: never `javascript:`.
  WEB_URL,
  /// A chain's endpoint, called by browsers only, so a developer's own node may be meant.
  RPC_URL;

  private static final int LONGEST = 255;
  private static final String HTTPS = "https://";
  private static final String NAME_SIGNS = " _.,:!?&%@/+-'|";
  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  boolean allows(String text, Urls urls) {
    if (text.length() > LONGEST || !printable(text)) return false;
    return switch (this) {
      case PLAIN -> true;
      case NAME -> !text.isBlank() && oneLine(text);
      case DISPLAY_NAME -> displayName(text);
      case EMAIL -> email(text);
      case COOKIE_NAME -> !text.isEmpty() && text.chars().allMatch(TextRule::tokenSign);
      case DOMAIN -> domain(text);
      case ORIGIN -> text.startsWith(HTTPS) && domain(text.substring(HTTPS.length()));
      case REGEX -> regex(text);
      case HTTPS_URL -> url(text, Set.of("https"), urls == Urls.LOOPBACK_TOO);
      case WEB_URL -> url(text, Set.of("https", "http"), false);
      case RPC_URL -> url(text, Set.of("https", "wss"), true);
    };
  }

  /// Half a surrogate pair cannot be written as UTF-8.
  static boolean printable(String text) {
    return text.codePoints()
        .allMatch(
            sign ->
                Character.getType(sign) != Character.SURROGATE
                    && (!Character.isISOControl(sign) || sign == '\n' || sign == '\t'));
  }

  private static boolean oneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean displayName(String text) {
    return !text.isEmpty()
        && text.charAt(0) != ' '
        && text.charAt(text.length() - 1) != ' '
        && text.codePoints().allMatch(TextRule::nameSign);
  }

  /// Marks belong to the letters of many scripts.
  private static boolean nameSign(int sign) {
    return switch (Character.getType(sign)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(sign) || NAME_SIGNS.indexOf(sign) >= 0;
    };
  }

  /// Of a public suffix nobody below it is the owner.
  private static boolean domain(String text) {
    if (text.equals("localhost")) return true;
    return text.equals(text.toLowerCase(Locale.ROOT))
        && InternetDomainName.isValid(text)
        && text.chars().allMatch(sign -> sign < 128)
        && InternetDomainName.from(text).hasParent()
        && !InternetDomainName.from(text).isPublicSuffix();
  }

  private static boolean tokenSign(int sign) {
    return sign < 128 && (Character.isLetterOrDigit(sign) || TOKEN_SIGNS.indexOf(sign) >= 0);
  }

  /// An address to show or to reply to; mail is never sent to it.
  private static boolean email(String text) {
    int at = text.indexOf('@');
    return at > 0
        && at == text.lastIndexOf('@')
        && at < text.length() - 1
        && text.chars().noneMatch(sign -> sign <= ' ' || "<>()[]\\,;:\"".indexOf(sign) >= 0);
  }

  private static boolean regex(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  private static boolean url(String text, Set<String> schemes, boolean plainOnLoopback) {
    try {
      URI uri = new URI(text);
      String authority = uri.getRawAuthority();
      if (uri.getScheme() == null || authority == null || authority.contains("@")) return false;
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
      if (host.isEmpty()) return false;
      boolean loopback = plainOnLoopback && LOOPBACK.contains(host);
      return schemes.contains(scheme) || (loopback && schemes.contains(scheme + "s"));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
