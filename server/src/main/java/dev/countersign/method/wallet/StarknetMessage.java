package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import tools.jackson.databind.node.ObjectNode;

/// Starknet's message: JSON of a domain and a nonce. Strings of its typed data hold 31 characters,
/// so the domain comes cut to that and the wallet signs the nonce cut to that.
public record StarknetMessage(String domain, String nonce) implements Message {
  static final int LONGEST = 31;

  static StarknetMessage parse(String text) {
    ObjectNode members = members(text);
    String domain = member(members, "domain");
    String nonce = member(members, "nonce");
    if (domain.isEmpty() || domain.length() > LONGEST || !nonce.matches("[A-Za-z0-9]{8,128}")) {
      throw malformed();
    }
    // One spelling only: what would be written anew is what was signed for.
    if (!Json.text(Json.object().put("domain", domain).put("nonce", nonce)).equals(text)) {
      throw malformed();
    }
    return new StarknetMessage(domain, nonce);
  }

  private static ObjectNode members(String text) {
    try {
      if (Json.parse(text.getBytes(UTF_8)) instanceof ObjectNode members) return members;
    } catch (Refusal _) {
      // Told below, as what it is here.
    }
    throw malformed();
  }

  private static String member(ObjectNode members, String name) {
    var value = members.get(name);
    if (value == null || !value.isString()) throw malformed();
    return value.stringValue();
  }

  private static Refusal malformed() {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, "not Starknet's JSON");
  }
}
