package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.PublicKey;
import java.util.Base64;

/// Keys as text for other people's tools (RFC 7468). Public ones only: ours stay sealed.
public final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private Pem() {}

  public static String publicKey(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + LINES.encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
