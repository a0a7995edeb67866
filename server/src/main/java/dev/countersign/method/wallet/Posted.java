package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A signature as clients post it: a text, or JSON in a text.
final class Posted {
  private Posted() {}

  /// Clients wrap what a hardware wallet signed as `{"signedTransaction": {"data": …}}`; the data is
  /// a text, or bytes as a list of numbers.
  static Optional<JsonNode> hardware(String signature) {
    if (!signature.startsWith("{")) return Optional.empty();
    JsonNode wrapped = object(signature).get("signedTransaction");
    if (!(wrapped instanceof ObjectNode transaction)) return Optional.empty();
    return Optional.ofNullable(transaction.get("data"));
  }

  /// The text inside where there is a wrapping of one, else as posted.
  static String unwrapped(String signature) {
    return hardware(signature)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .orElse(signature);
  }

  static ObjectNode object(String text) {
    // JSON may stand between white space; a signature has one spelling at its ends.
    if (!text.startsWith("{") || !text.endsWith("}")) throw unreadable("not an object of JSON");
    try {
      if (Json.parse(text.getBytes(UTF_8)) instanceof ObjectNode object) return object;
    } catch (Refusal _) {
      // Told below, as what it is here.
    }
    throw unreadable("not an object of JSON");
  }

  /// A member of the given object that must be a text.
  static String text(JsonNode object, String name) {
    JsonNode member = object.get(name);
    if (member == null || !member.isString()) throw unreadable("no text " + name);
    return member.stringValue();
  }

  /// With or without `0x`, in either case.
  static byte[] hex(String text) {
    try {
      return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    } catch (IllegalArgumentException _) {
      throw unreadable("not hex");
    }
  }

  /// Bytes as a list of numbers, as a `Buffer` of Node writes itself.
  static byte[] numbers(@Nullable JsonNode list) {
    if (list == null || !list.isArray()) throw unreadable("no list of bytes");
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      JsonNode number = list.get(i);
      if (!number.isInt() || number.intValue() < 0 || number.intValue() > 255) {
        throw unreadable("no byte");
      }
      bytes[i] = (byte) number.intValue();
    }
    return bytes;
  }

  static byte[] prefixedHex(String text) {
    if (!text.startsWith("0x")) throw unreadable("no 0x");
    return hex(text);
  }

  static Refusal notAnAddress(String what) {
    return new Refusal(Problem.INVALID_WALLET_ADDRESS, "not an address: " + what);
  }

  static Refusal unreadable(String what) {
    return new Refusal(Problem.INVALID_WALLET_SIGNATURE, "signature: " + what);
  }

  static Refusal unsupported(String what) {
    return new Refusal(Problem.UNSUPPORTED_WALLET_SIGNATURE, "signature: " + what);
  }
}
