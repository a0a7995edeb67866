package dev.countersign.delivery.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/// The operator's mail server, as `COUNTERSIGN_SMTP_URL` names it:
/// `smtp://user:password@host:587` or `smtps://user:password@host:465`.
public record SmtpUrl(String host, int port, Security security, @Nullable Login login) {

  /// How the connection is protected.
  public enum Security {
    /// TLS from the first byte.
    TLS,
    /// STARTTLS, or no mail.
    STARTTLS,
    /// STARTTLS where the server offers it; one that fails is no reason to go on without.
    STARTTLS_IF_OFFERED,
    /// None, because the operator said so.
    NONE
  }

  /// What the mail server asks of us.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[***]";
    }
  }

  /// Throws [IllegalArgumentException] with a sentence that holds nothing of the URL: in a malformed
  /// one the password may stand anywhere.
  public static SmtpUrl parse(String text) {
    URI url = uri(text.strip());
    String host = url.getHost();
    if (host == null || url.getFragment() != null) throw unreadable();
    if (url.getPath().length() > 1) throw wrong("nothing may follow the port");
    if (url.getPort() == 0 || url.getPort() > 65535)
      throw wrong("the port is a number from 1 to 65535");
    boolean implicit = url.getScheme().equals("smtps");
    Login login = url.getRawUserInfo() == null ? null : login(url.getRawUserInfo());
    return new SmtpUrl(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort() == -1 ? (implicit ? 465 : 587) : url.getPort(),
        implicit ? implicitTls(url.getRawQuery()) : startTls(url.getRawQuery(), login),
        login);
  }

  private static Security implicitTls(@Nullable String query) {
    if (query != null) throw wrong("smtps:// takes no options");
    return Security.TLS;
  }

  /// A password must not travel in clear text because someone on the way cut the offer out, so with
  /// one STARTTLS is required.
  private static Security startTls(@Nullable String query, @Nullable Login login) {
    return switch (query) {
      case null -> login == null ? Security.STARTTLS_IF_OFFERED : Security.STARTTLS;
      case "starttls=required" -> Security.STARTTLS;
      case "starttls=off" -> Security.NONE;
      default -> throw wrong("the options are starttls=required and starttls=off");
    };
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    if (colon < 1 || colon == userInfo.length() - 1) {
      throw wrong("a user needs a password, and a password a user");
    }
    return new Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
  }

  /// A plus sign stays one: this is not a form.
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
  }

  private static URI uri(String text) {
    if (!text.startsWith("smtp://") && !text.startsWith("smtps://")) {
      throw wrong("it begins with smtp:// or smtps://");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw unreadable();
    }
  }

  private static IllegalArgumentException unreadable() {
    return wrong(
        "it is smtp://user:password@host:587, with every sign but letters and digits"
            + " percent-encoded in user and password (@ is %40)");
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what);
  }

  @Override
  public String toString() {
    String scheme = security == Security.TLS ? "smtps://" : "smtp://";
    return scheme + (login == null ? "" : "***@") + host + ":" + port;
  }
}
