package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An authenticator of software, and the browser in front of it (WebAuthn §6). It does as it is
/// asked; each part of what it says can be made a lie.
public final class TestPasskey {
  public static final String SITE = "https://app.example.org";
  public static final String RP_ID = "app.example.org";
  public static final int PRESENT = 0x01;
  public static final int VERIFIED = 0x04;
  public static final int ELIGIBLE = 0x08;
  public static final int BACKED_UP = 0x10;
  private static final int ATTESTED = 0x40;

  public KeyPair keys = keyPair();
  public byte[] credentialId = random(32);
  public UUID aaguid = UUID.fromString("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");
  public int flags = PRESENT | VERIFIED;
  public int signCount = 1;
  public int algorithm = -7;
  public String origin = SITE;
  public String rpId = RP_ID;
  public Format format = Format.NONE;
  public ObjectNode clientData = Json.object();
  public byte[] userHandle = {};

  /// How a new key is attested to (WebAuthn §8).
  @FunctionalInterface
  public interface Format {
    Format NONE = (_, _, _) -> new Statement("none", Map.of());

    /// By the key itself (§8.2, self attestation).
    Format SELF =
        (passkey, data, hash) ->
            new Statement(
                "packed", ordered("alg", -7, "sig", sign(passkey.keys, joined(data, hash))));

    Statement of(TestPasskey passkey, byte[] authenticatorData, byte[] clientDataHash)
        throws GeneralSecurityException;
  }

  public record Statement(String format, Map<String, Object> members) {}

  /// What the client posts when a new key was made.
  public ObjectNode register(JsonNode options) {
    userHandle = Base64Url.decode(options.at("/user/id").stringValue());
    byte[] collected = collected("webauthn.create", options);
    byte[] data = joined(authenticatorData(flags | ATTESTED), attestedCredential());
    try {
      Statement statement = format.of(this, data, Sha256.of(collected));
      var object =
          ordered("fmt", statement.format(), "attStmt", statement.members(), "authData", data);
      ObjectNode posted = posted();
      posted
          .withObject("response")
          .put("clientDataJson", Base64Url.encode(collected))
          .put("attestationObject", Base64Url.encode(Cbor.of(object)))
          .putArray("transports")
          .add("internal");
      return posted;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the client posts when the key was used.
  public ObjectNode answer(JsonNode options) {
    signCount = signCount == 0 ? 0 : signCount + 1;
    byte[] collected = collected("webauthn.get", options);
    byte[] data = authenticatorData(flags);
    ObjectNode posted = posted();
    posted
        .withObject("response")
        .put("clientDataJSON", Base64Url.encode(collected))
        .put("authenticatorData", Base64Url.encode(data))
        .put("signature", Base64Url.encode(sign(keys, joined(data, Sha256.of(collected)))))
        .put("userHandle", Base64Url.encode(userHandle));
    return posted;
  }

  public String id() {
    return Base64Url.encode(credentialId);
  }

  private ObjectNode posted() {
    ObjectNode posted = Json.object().put("id", id()).put("rawId", id()).put("type", "public-key");
    posted.putObject("clientExtensionResults");
    return posted;
  }

  /// WebAuthn §5.8.1; what is set in `clientData` stands.
  private byte[] collected(String type, JsonNode options) {
    ObjectNode collected = Json.object();
    collected.put("type", type);
    collected.put("challenge", options.path("challenge").stringValue());
    collected.put("origin", origin);
    collected.put("crossOrigin", false);
    collected.setAll(clientData);
    return Json.bytes(collected);
  }

  /// WebAuthn §6.1, up to the counter.
  private byte[] authenticatorData(int flags) {
    return ByteBuffer.allocate(37)
        .put(Sha256.of(rpId.getBytes(UTF_8)))
        .put((byte) flags)
        .putInt(signCount)
        .array();
  }

  /// WebAuthn §6.5.1.
  private byte[] attestedCredential() {
    var key = (ECPublicKey) keys.getPublic();
    byte[] cose =
        Cbor.of(
            ordered(
                1,
                2,
                3,
                algorithm,
                -1,
                1,
                -2,
                bytes(key.getW().getAffineX()),
                -3,
                bytes(key.getW().getAffineY())));
    return ByteBuffer.allocate(18 + credentialId.length + cose.length)
        .putLong(aaguid.getMostSignificantBits())
        .putLong(aaguid.getLeastSignificantBits())
        .putShort((short) credentialId.length)
        .put(credentialId)
        .put(cose)
        .array();
  }

  public static byte[] sign(KeyPair keys, byte[] data) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] joined(byte[]... parts) {
    var whole = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    List.of(parts).forEach(whole::put);
    return whole.array();
  }

  /// In the order that they are named: CBOR of authenticators has one.
  @SuppressWarnings("unchecked")
  public static <K> Map<K, Object> ordered(Object... members) {
    var ordered = new LinkedHashMap<K, Object>();
    for (int i = 0; i < members.length; i += 2) ordered.put((K) members[i], members[i + 1]);
    return ordered;
  }

  /// 32 bytes, however many zeros it begins with.
  static byte[] bytes(BigInteger coordinate) {
    byte[] bytes = coordinate.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return padded;
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
