package dev.countersign.method.wallet;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a sign-in message by the ABNF of EIP-4361, line by line and to its end. Two departures,
/// both of the clients: a chain without ids has no `Chain ID`, and a statement is any text of one
/// line.
final class SignInMessageParser {
  private static final int LONGEST = 8 * 1024;
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:([a-z][a-z0-9+.-]*)://)?([A-Za-z0-9.-]+(?::[0-9]+)?|\\[[0-9a-f:.]+](?::[0-9]+)?)");
  private static final Pattern ADDRESS = Pattern.compile("[!-~]{1,128}");
  private static final Pattern CHAIN_ID = Pattern.compile("[!-~]{1,64}");
  private static final Pattern NONCE = Pattern.compile("[a-zA-Z0-9]{8,128}");
  private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{0,128}");

  /// RFC 3339 §5.6, without its leave to write `t` and `z`.
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})");

  private final List<String> lines;
  private final String title;
  private int at;

  SignInMessageParser(String text, String title) {
    if (text.length() > LONGEST) throw malformed("longer than 8 KB");
    // Whatever else might end a line, or hide one from a reader, stands nowhere in a message.
    if (text.codePoints().anyMatch(SignInMessageParser::breaksText)) throw malformed("a control");
    this.lines = List.of(text.split("\n", -1));
    this.title = title;
  }

  SignInMessage parse() {
    Matcher opening = match("opening", DOMAIN, opening());
    Optional<String> scheme = Optional.ofNullable(opening.group(1));
    String domain = opening.group(2);
    String address = match("address", ADDRESS, next("address")).group();
    empty();
    Optional<String> statement = statement();
    URI uri = uri(tagged("URI"));
    if (!tagged("Version").equals("1")) throw malformed("not version 1");
    Optional<String> chainId = optional("Chain ID");
    chainId.ifPresent(id -> match("chain id", CHAIN_ID, id));
    String nonce = match("nonce", NONCE, tagged("Nonce")).group();
    Instant issuedAt = time(tagged("Issued At"));
    Optional<Instant> expirationTime = optional("Expiration Time").map(SignInMessageParser::time);
    Optional<Instant> notBefore = optional("Not Before").map(SignInMessageParser::time);
    Optional<String> requestId = optional("Request ID");
    requestId.ifPresent(id -> match("request id", REQUEST_ID, id));
    List<String> resources = resources();
    if (at != lines.size()) throw malformed("something after the end");
    return new SignInMessage(
        scheme,
        domain,
        address,
        statement,
        uri,
        chainId,
        nonce,
        issuedAt,
        expirationTime,
        notBefore,
        requestId,
        resources);
  }

  private String opening() {
    String line = next("opening");
    String words = " wants you to sign in with your " + title + " account:";
    if (!line.endsWith(words)) throw malformed("not of this chain");
    return line.substring(0, line.length() - words.length());
  }

  /// A statement stands between two empty lines; without one there are two empty lines.
  private Optional<String> statement() {
    String line = next("statement");
    if (line.isEmpty()) return Optional.empty();
    empty();
    return Optional.of(line);
  }

  private List<String> resources() {
    if (at == lines.size()) return List.of();
    if (!next("resources").equals("Resources:")) throw malformed("an unknown line");
    var resources = new ArrayList<String>();
    while (at < lines.size()) {
      String line = next("resource");
      if (!line.startsWith("- ")) throw malformed("not a resource");
      resources.add(line.substring(2));
    }
    return resources;
  }

  private String next(String what) {
    if (at == lines.size()) throw malformed("ends before its " + what);
    return lines.get(at++);
  }

  private void empty() {
    if (!next("empty line").isEmpty()) throw malformed("no empty line");
  }

  private String tagged(String tag) {
    return optional(tag).orElseThrow(() -> malformed("no " + tag));
  }

  private Optional<String> optional(String tag) {
    if (at == lines.size() || !lines.get(at).startsWith(tag + ": ")) return Optional.empty();
    return Optional.of(lines.get(at++).substring(tag.length() + 2));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw malformed("URI");
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(match("time", TIME, text).group()).toInstant();
    } catch (DateTimeException _) {
      throw malformed("no such time");
    }
  }

  private static Matcher match(String what, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) throw malformed(what);
    return matcher;
  }

  private static boolean breaksText(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL -> sign != '\n';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> false;
    };
  }

  private static Refusal malformed(String what) {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, "message: " + what);
  }
}
