package dev.countersign.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.MalformedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A stranger's signed token in the compact form (RFC 7515 §7.1), read so that there is one reading
/// only: at most 16 KB, canonical base64url, UTF-8, JSON objects without duplicate members. Nothing
/// in it is verified yet.
public final class ForeignJwt {
  private static final int LONGEST = 16 * 1024;

  /// Of other kinds of tokens, each made for something else (RFC 8725 §3.11).
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /// Each changes what the signature is over, or must be understood before anything else is.
  private static final List<String> NOT_UNDERSTOOD = List.of("crit", "b64", "zip", "enc");

  private final ObjectNode header;
  private final ObjectNode claims;
  private final byte[] signingInput;
  private final byte[] signature;

  private ForeignJwt(ObjectNode header, ObjectNode claims, byte[] signingInput, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  /// Takes it apart.
  ///
  /// @throws Unreadable with a message that holds nothing of the token
  public static ForeignJwt read(String compact) {
    if (compact.length() > LONGEST) throw new Unreadable("longer than 16 KB");
    List<String> parts = List.of(compact.split("\\.", -1));
    if (parts.size() != 3) throw new Unreadable("not three parts");
    return new ForeignJwt(
        object("header", parts.getFirst()),
        object("payload", parts.get(1)),
        (parts.getFirst() + "." + parts.get(1)).getBytes(US_ASCII),
        decoded("signature", parts.getLast()));
  }

  /// Empty for one that is not verified here: `none`, an HMAC, or no registered name at all.
  public Optional<ForeignAlgorithm> algorithm() {
    return text("alg").flatMap(ForeignAlgorithm::named);
  }

  public Optional<String> kid() {
    return text("kid");
  }

  /// What of the header forbids to go on: an extension, compression, a token within, another type.
  public Optional<String> headerFault() {
    for (String name : NOT_UNDERSTOOD) {
      if (header.has(name)) return Optional.of("\"" + name + "\" is not understood");
    }
    if (text("cty").isPresent()) return Optional.of("a token within a token");
    JsonNode type = header.path("typ");
    if (type.isMissingNode()) return Optional.empty();
    boolean known = type.isString() && TYPES.contains(type.stringValue().toLowerCase(Locale.ROOT));
    return known ? Optional.empty() : Optional.of("\"typ\" is not JWT or at+jwt");
  }

  /// As they were sent; verify the signature before believing them.
  public ObjectNode claims() {
    return claims;
  }

  byte[] signingInput() {
    return signingInput.clone();
  }

  byte[] signature() {
    return signature.clone();
  }

  private Optional<String> text(String name) {
    return header.path(name).stringValueOpt();
  }

  private static ObjectNode object(String what, String part) {
    byte[] bytes = decoded(what, part);
    try {
      // RFC 7519 §7.2. JSON readers take other encodings than UTF-8 too, in which there are zeros.
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      boolean plain =
          bytes.length > 0 && bytes[0] == '{' && new String(bytes, UTF_8).indexOf(0) < 0;
      if (plain && Json.parse(bytes) instanceof ObjectNode object) return object;
      throw new Unreadable(what + " is not a JSON object in UTF-8");
    } catch (CharacterCodingException | Refusal _) {
      throw new Unreadable(what + " is not one JSON object without duplicates, in UTF-8");
    }
  }

  private static byte[] decoded(String what, String part) {
    try {
      return Base64Url.decode(part);
    } catch (MalformedInput _) {
      throw new Unreadable(what + " is not base64url");
    }
  }
}
