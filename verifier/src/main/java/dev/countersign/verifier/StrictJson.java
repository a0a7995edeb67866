package dev.countersign.verifier;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object of which every reader has the same opinion: UTF-8, and no name twice at any depth
/// (RFC 8725 §2.6, RFC 7519 §4). Nimbus reads it; its reader overlooks doubles below the top.
final class StrictJson {
  private StrictJson() {}

  static Optional<Map<String, @Nullable Object>> object(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // A byte order mark would be passed over (RFC 8259 §8.1).
      if (!text.startsWith("{")) return Optional.empty();
      var members = new HashMap<String, @Nullable Object>(JSONObjectUtils.parse(text));
      return namesNothingTwice(text) ? Optional.of(members) : Optional.empty();
    } catch (CharacterCodingException | ParseException e) {
      return Optional.empty();
    }
  }

  /// Of a text that has been read as JSON already: so only strings and brackets need a look.
  private static boolean namesNothingTwice(String text) {
    var open = new ArrayDeque<Set<String>>();
    for (int at = 0; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '{', '[' -> open.push(new HashSet<>());
        case '}', ']' -> open.pop();
        case '"' -> {
          int end = endOfString(text, at);
          if (isName(text, end) && !open.element().add(unescaped(text.substring(at + 1, end)))) {
            return false;
          }
          at = end;
        }
        default -> {}
      }
    }
    return true;
  }

  private static int endOfString(String text, int quote) {
    int at = quote + 1;
    while (text.charAt(at) != '"') at += text.charAt(at) == '\\' ? 2 : 1;
    return at;
  }

  private static boolean isName(String text, int endQuote) {
    int at = endQuote + 1;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    return at < text.length() && text.charAt(at) == ':';
  }

  /// Two spellings of one letter are one name.
  private static String unescaped(String raw) {
    if (raw.indexOf('\\') < 0) return raw;
    var plain = new StringBuilder();
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = raw.charAt(++at);
      if (escape == 'u') {
        plain.append((char) Integer.parseInt(raw.substring(at + 1, at + 5), 16));
        at += 4;
      } else {
        int control = "bfnrt".indexOf(escape);
        plain.append(control < 0 ? escape : "\b\f\n\r\t".charAt(control));
      }
    }
    return plain.toString();
  }
}
