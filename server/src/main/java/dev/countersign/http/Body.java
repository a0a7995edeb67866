package dev.countersign.http;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a request carries, read whole and never beyond the cap.
final class Body {
  private static final byte[] NONE = {};
  private static final String JSON = "application/json";

  private Body() {}

  /// @param length what Content-Length announces, or -1
  static byte[] read(InputStream content, long length, int max) {
    if (length == 0) return NONE;
    // Refused before the first byte is asked for: no `100 Continue` either.
    if (length > max) throw tooLarge();
    try {
      byte[] body = content.readNBytes(length < 0 ? max + 1 : (int) length);
      if (body.length > max) throw tooLarge();
      return body;
    } catch (IOException _) {
      throw new Refusal(Problem.BAD_REQUEST, "the body broke off");
    }
  }

  static Input json(byte[] body, @Nullable String contentType) {
    if (body.length == 0) return Input.of(body);
    if (contentType != null && !isJson(contentType))
      throw new Refusal(Problem.BAD_REQUEST, "the content type is not application/json");
    checkUtf8(body);
    return Input.of(body);
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.equals(JSON) || type.strip().toLowerCase(Locale.ROOT).equals(JSON);
  }

  /// The parser guesses UTF-16 and UTF-32 (both have NUL bytes here) and lets overlong forms pass;
  /// two spellings of one text are one too many.
  private static void checkUtf8(byte[] body) {
    int seen = 0;
    for (byte b : body) {
      if (b == 0) throw new Refusal(Problem.BAD_REQUEST, "the body holds a NUL byte");
      seen |= b;
    }
    if (seen >= 0) return;
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException _) {
      throw new Refusal(Problem.BAD_REQUEST, "the body is not UTF-8");
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(Problem.CONTENT_TOO_LARGE, "the body is larger than it may be");
  }
}
