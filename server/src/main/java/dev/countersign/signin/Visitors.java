package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.crypto.P256PublicKey;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PublicUrl;
import dev.countersign.session.Client;
import java.util.Optional;
import java.util.function.Function;

/// Reads who asks from the headers that the clients send.
public final class Visitors {
  private static final int LONGEST_TEXT = 256;

  private final PublicUrl publicUrl;

  public Visitors(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// Without an `Origin` (a caller that is no browser) tokens are made out to this server itself.
  Visitor read(
      Environment environment,
      Function<String, Optional<String>> header,
      String remoteAddress,
      Optional<DeviceCookie> deviceCookie,
      Input input) {
    Optional<String> bodySessionKey = input.optionalText("sessionPublicKey");
    Optional<DeviceProof> device = device(header);
    // The header is the key of the client's own session; the body's is the fallback of older ones.
    Optional<String> sessionKey = header.apply("x-dyn-session-public-key").or(() -> bodySessionKey);
    var client =
        new Client(
            header.apply("Origin").orElse(publicUrl.origin()),
            remoteAddress,
            header.apply("User-Agent").map(Visitors::cut).orElse(null),
            header.apply("x-dyn-version").map(Visitors::cut).orElse(null),
            sessionKey.map(Visitors::sessionKey).orElse(null),
            device.map(proof -> proof.key().hex()).orElse(null),
            deviceCookie.map(DeviceCookie::digest).orElse(null));
    return new Visitor(environment, client, device, deviceCookie, Wanted.of(header, input));
  }

  private static Optional<DeviceProof> device(Function<String, Optional<String>> header) {
    Optional<String> nonce = header.apply("x-dynamic-device-nonce");
    Optional<String> key = header.apply("x-dynamic-device-publickey");
    Optional<String> signature = header.apply("x-dynamic-device-signed-nonce");
    if (nonce.isEmpty() && key.isEmpty() && signature.isEmpty()) return Optional.empty();
    if (nonce.isEmpty() || key.isEmpty() || signature.isEmpty()) throw badDevice("incomplete");
    try {
      var parsed = P256PublicKey.parse(key.get());
      return Optional.of(new DeviceProof(nonce.get(), parsed, signature.get()));
    } catch (MalformedInput e) {
      throw badDevice("public key");
    }
  }

  private static String sessionKey(String hex) {
    try {
      return P256PublicKey.parse(hex).hex();
    } catch (MalformedInput e) {
      throw new Refusal(Problem.INVALID_SESSION_PUBLIC_KEY, "not a point");
    }
  }

  private static Refusal badDevice(String what) {
    return new Refusal(Problem.INVALID_DEVICE_SIGNATURE, what);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
