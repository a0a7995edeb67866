package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.P256PublicKey;

/// A nonce of ours, signed by the key of the caller's device.
public record DeviceProof(String nonce, P256PublicKey key, String signature) {
  byte[] signed() {
    return nonce.getBytes(UTF_8);
  }
}
