package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.crypto.Sha256;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The pages that a person sees between provider and app. They run one script, which is named by its
/// digest (CSP level 3 §2.3.1), and load nothing.
final class SocialPage {
  private static final String SCRIPT =
      """
      const { message, origin } = document.body.dataset;
      if (window.opener && origin) {
        window.opener.postMessage(JSON.parse(message), origin);
        window.close();
      }
      """;

  private static final String POLICY =
      "default-src 'none'; script-src 'sha256-"
          + Base64.getEncoder().encodeToString(Sha256.of(SCRIPT.getBytes(UTF_8)))
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String WIDGET_POLICY =
      "default-src 'none'; script-src https://telegram.org; frame-src https://oauth.telegram.org;"
          + " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private SocialPage() {}

  /// What it says, and what a browser may do on it.
  record Page(int status, String html, String policy) {}

  /// Hands the message to the window that opened this one, if it is of the site that began.
  static Page message(ObjectNode message, Optional<String> origin) {
    String data =
        " data-message=\"%s\" data-origin=\"%s\""
            .formatted(escaped(Json.text(message)), escaped(origin.orElse("")));
    String text = "You can close this window and go back to the app.";
    return new Page(200, page(data, text, "<script>" + SCRIPT + "</script>"), POLICY);
  }

  /// Telegram's widget, which comes back to `address` with what it tells of the person.
  static Page telegram(String bot, String address) {
    String widget =
        "<script async src=\"https://telegram.org/js/telegram-widget.js?22\""
            + " data-telegram-login=\"%s\" data-size=\"large\" data-auth-url=\"%s\"></script>"
                .formatted(escaped(bot), escaped(address));
    return new Page(200, page("", "Sign in with Telegram.", widget), WIDGET_POLICY);
  }

  static Page goingOn(String address) {
    String head = "<meta http-equiv=\"refresh\" content=\"0; url=%s\">".formatted(escaped(address));
    String link = "<a href=\"%s\">Go on to the sign-in</a>".formatted(escaped(address));
    return new Page(200, page("", link, head), POLICY);
  }

  static Page refused(Problem problem) {
    String text = escaped(problem.sentence()) + " <small>(" + problem.code() + ")</small>";
    return new Page(problem.status(), page("", text, ""), POLICY);
  }

  private static String page(String data, String text, String end) {
    return """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>Sign-in</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <body%s><p>%s</p>%s</body></html>
    """
        .formatted(data, text, end);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
