package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our own tokens in the compact form (RFC 7515 §7.1); those of strangers are read elsewhere.
/// The header is a fixed text around a `kid`: no algorithm to negotiate, no `jwk` to trust.
public final class CompactJws {
  private static final int LONGEST = 16 * 1024;
  private static final String BEFORE_KID = "{\"alg\":\"RS256\",\"kid\":\"";
  private static final String AFTER_KID = "\",\"typ\":\"";
  private static final String END = "\"}";
  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HEADER =
      Pattern.compile(
          Pattern.quote(BEFORE_KID) + "(" + KID + ")" + Pattern.quote(AFTER_KID + "JWT" + END));

  private CompactJws() {}

  /// The three decoded parts, and the bytes that the signature is over; nothing is verified yet.
  // Made, read and dropped within one request: nobody compares two or keeps one.
  @SuppressWarnings("ArrayRecordComponent")
  public record Parts(byte[] header, byte[] payload, byte[] signature, byte[] signingInput) {}

  /// The first part of every token under this `kid`: make it once for each key.
  public static String header(String kid) {
    return header(kid, "JWT");
  }

  /// For what is signed by the same key and is no token: another `typ` (RFC 8725 §3.11).
  public static String header(String kid, String typ) {
    if (!KID.matcher(kid).matches()) throw new IllegalArgumentException("not a kid of ours");
    return Base64Url.encode((BEFORE_KID + kid + AFTER_KID + typ + END).getBytes(US_ASCII));
  }

  /// A token: at most 16 KB, and of the header that `header` makes.
  public static String sign(String headerPart, byte[] payload, Signer signer) {
    String compact = signAny(headerPart, payload, signer);
    // A token that we would not read back must not go out.
    if (compact.length() > LONGEST) throw new IllegalArgumentException("token over 16 KB");
    return compact;
  }

  /// Of any length.
  public static String signAny(String headerPart, byte[] payload, Signer signer) {
    String signingInput = headerPart + "." + Base64Url.encode(payload);
    byte[] signature = signer.sign(signingInput.getBytes(US_ASCII));
    return signingInput + "." + Base64Url.encode(signature);
  }

  public static Parts split(String compact) {
    if (compact.length() > LONGEST) throw new MalformedInput("token: over 16 KB");
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 1 || second < first + 2 || second == compact.length() - 1) {
      throw new MalformedInput("token: not three parts");
    }
    // A fourth part would put a dot, which base64url has not, into the third.
    return new Parts(
        Base64Url.decode(compact.substring(0, first)),
        Base64Url.decode(compact.substring(first + 1, second)),
        Base64Url.decode(compact.substring(second + 1)),
        compact.substring(0, second).getBytes(US_ASCII));
  }

  /// Only of a header that is, byte for byte, what `header` makes.
  public static Optional<String> kidOf(byte[] header) {
    Matcher matcher = HEADER.matcher(new String(header, ISO_8859_1));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
