package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.interfaces.RSAPublicKey;
import java.util.HexFormat;

/// An X.509 certificate (RFC 5280 §4.1) by which a key vouches for itself: nothing that anybody should
/// believe, but key stores want one beside each private key. Version 1, valid for ever.
public final class SelfSignedCertificate {
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /// sha256WithRSAEncryption with its NULL parameters, and id-at-commonName.
  private static final byte[] RS256 = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private SelfSignedCertificate() {}

  /// Its DER. `name` is ASCII of at most 64 characters (ub-common-name).
  public static byte[] der(String name, RSAPublicKey key, Signer signer) {
    if (name.length() > 64) throw new IllegalArgumentException("common name: too long");
    byte[] text = der(UTF8_STRING, name.getBytes(US_ASCII));
    byte[] party = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, text)));
    // RFC 5280 §4.1.2.5: the end of the year 9999 says that there is none.
    byte[] validity =
        der(
            SEQUENCE,
            der(UTC_TIME, "700101000000Z".getBytes(US_ASCII)),
            der(GENERALIZED_TIME, "99991231235959Z".getBytes(US_ASCII)));
    byte[] serial = der(INTEGER, bytes(1));
    byte[] signed = der(SEQUENCE, serial, RS256, party, validity, party, key.getEncoded());
    // A bit string begins with the number of its unused bits.
    byte[] signature = der(BIT_STRING, bytes(0), signer.sign(signed));
    return der(SEQUENCE, signed, RS256, signature);
  }

  /// Tag, length, contents (X.690 §8.1): lengths of up to 64 KB.
  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) length += part.length;
    byte[] head = head(tag, length);
    byte[] whole = new byte[head.length + length];
    System.arraycopy(head, 0, whole, 0, head.length);
    int at = head.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  /// DER wants the shortest form.
  private static byte[] head(int tag, int length) {
    if (length < 0x80) return bytes(tag, length);
    if (length < 0x100) return bytes(tag, 0x81, length);
    return bytes(tag, 0x82, length >> 8, length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
    return bytes;
  }
}
