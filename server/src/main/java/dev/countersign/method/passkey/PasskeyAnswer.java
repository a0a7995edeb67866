package dev.countersign.method.passkey;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client posts at the end of a ceremony (WebAuthn §5.1, `toJSON`). A registration spells
/// `clientDataJson` where a sign-in spells `clientDataJSON`; either is read in both.
public final class PasskeyAnswer {
  private static final int MOST_TRANSPORTS = 8;
  private static final Pattern TRANSPORT = Pattern.compile("[a-z-]{1,32}");

  private final String id;
  private final byte[] clientData;
  private final String challenge;
  private final String origin;
  private final ObjectNode response;

  private PasskeyAnswer(String id, byte[] clientData, JsonNode collected, ObjectNode response) {
    this.id = id;
    this.clientData = clientData;
    this.challenge = collected.path("challenge").asString("");
    this.origin = collected.path("origin").asString("");
    this.response = response;
  }

  public static PasskeyAnswer of(Input input) {
    String id = input.text("id");
    if (!input.text("rawId").equals(id)) throw wrong("rawId is not the id");
    if (!input.text("type").equals("public-key")) throw wrong("type is not public-key");
    bytes("id", id);
    ObjectNode response =
        input.optionalObject("response").orElseThrow(() -> wrong("response is missing"));
    byte[] clientData =
        optional(response, "clientDataJSON")
            .or(() -> optional(response, "clientDataJson"))
            .orElseThrow(() -> wrong("response.clientDataJSON is missing"));
    return new PasskeyAnswer(id, clientData, Json.parse(clientData), response);
  }

  /// The authenticator's id of the passkey, in Base64url.
  String id() {
    return id;
  }

  byte[] clientData() {
    return clientData;
  }

  String challenge() {
    return challenge;
  }

  /// As the browser wrote it.
  String origin() {
    return origin;
  }

  byte[] required(String name) {
    return optional(response, name).orElseThrow(() -> wrong("response." + name + " is missing"));
  }

  Optional<byte[]> optional(String name) {
    return optional(response, name);
  }

  /// Hints for the browser at the next use; unknown ones are kept (WebAuthn §5.8.4).
  List<String> transports() {
    var transports = new ArrayList<String>();
    for (JsonNode one : response.path("transports")) {
      String name = one.asString("");
      if (!TRANSPORT.matcher(name).matches() || transports.size() == MOST_TRANSPORTS) {
        throw wrong("response.transports is not a list of transports");
      }
      if (!transports.contains(name)) transports.add(name);
    }
    return transports;
  }

  private static Optional<byte[]> optional(ObjectNode response, String name) {
    JsonNode member = response.path(name);
    if (member.isMissingNode() || member.isNull()) return Optional.empty();
    if (!member.isString()) throw wrong("response." + name + " is not a text");
    return Optional.of(bytes("response." + name, member.stringValue()));
  }

  private static byte[] bytes(String name, String text) {
    try {
      return Base64Url.decode(text);
    } catch (MalformedInput _) {
      throw wrong(name + " is not Base64url");
    }
  }

  private static Refusal wrong(String what) {
    return new Refusal(Problem.BAD_REQUEST, what);
  }
}
