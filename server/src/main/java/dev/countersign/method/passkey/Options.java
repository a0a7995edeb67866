package dev.countersign.method.passkey;

import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PasskeySettings;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a browser is asked to do, in JSON (WebAuthn §5.1.8 and §5.1.9).
public final class Options {
  private static final String TYPE = "public-key";

  private Options() {}

  /// Whom a new passkey is for, as the person will read it when they choose one.
  public record Named(String name, String displayName) {}

  /// For a passkey that can be found without a name (a discoverable credential), and that none of
  /// the authenticators in `known` holds yet.
  public static ObjectNode creation(
      Environment environment, Ceremony begun, Named user, List<Passkey> known) {
    PasskeySettings settings = environment.settings().passkeys();
    ObjectNode options = Json.object();
    options
        .putObject("rp")
        .put("id", begun.relyingParty().id())
        .put(
            "name",
            environment.settings().general().displayName().orElse(begun.relyingParty().id()));
    options
        .putObject("user")
        .put("id", Base64Url.encode(begun.userHandle().orElseThrow()))
        .put("name", user.name())
        .put("displayName", user.displayName());
    options.put("challenge", begun.challenge());
    ArrayNode algorithms = options.putArray("pubKeyCredParams");
    WebAuthn.ALGORITHMS.forEach(
        algorithm -> algorithms.addObject().put("type", TYPE).put("alg", algorithm.getValue()));
    options.put("timeout", Passkeys.LIFETIME.toMillis());
    options.put("attestation", settings.attestation());
    options
        .putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", settings.userVerification().wire());
    describe(known, begun, options.putArray("excludeCredentials"));
    return options;
  }

  /// For whichever passkey the person chooses.
  public static ObjectNode request(Environment environment, Ceremony begun) {
    return Json.object()
        .put("challenge", begun.challenge())
        .put("rpId", begun.relyingParty().id())
        .put("timeout", Passkeys.LIFETIME.toMillis())
        .put("userVerification", environment.settings().passkeys().userVerification().wire());
  }

  /// For one of these passkeys of somebody who is known.
  public static ObjectNode request(Environment environment, Ceremony begun, List<Passkey> theirs) {
    ObjectNode options = request(environment, begun);
    describe(theirs, begun, options.putArray("allowCredentials"));
    return options;
  }

  /// Those of the relying party (WebAuthn §5.8.3).
  private static void describe(List<Passkey> passkeys, Ceremony begun, ArrayNode descriptors) {
    for (Passkey passkey : passkeys) {
      if (!passkey.relyingPartyId().equals(begun.relyingParty().id())) continue;
      ObjectNode one = descriptors.addObject().put("type", TYPE).put("id", passkey.credentialId());
      one.set("transports", Json.tree(passkey.transports()));
    }
  }
}
