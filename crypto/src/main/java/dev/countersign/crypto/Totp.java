package dev.countersign.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes by time (RFC 6238) with HMAC-SHA1 and steps of 30 seconds: what every authenticator app
/// shows. SHA-1 is no weakness here: HMAC does not rest on its resistance to collisions.
public final class Totp {
  public static final int PERIOD_SECONDS = 30;

  /// As long as the digest (RFC 4226 §4, R6).
  public static final int SECRET_BYTES = 20;

  private static final String ALGORITHM = "HmacSHA1";

  private Totp() {}

  /// The step that a time, in seconds since 1970, lies in (RFC 6238 §4.2).
  public static long step(long epochSeconds) {
    return Math.floorDiv(epochSeconds, PERIOD_SECONDS);
  }

  /// The code of a step, of 6 to 8 digits (RFC 4226 §5.3).
  public static String code(byte[] secret, long step, int digits) {
    byte[] mac = mac(secret, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = mac[mac.length - 1] & 0xf;
    int truncated = ByteBuffer.wrap(mac).getInt(offset) & 0x7fff_ffff;
    int code = truncated % Math.powExact(10, digits);
    return String.format(Locale.ROOT, "%0" + digits + "d", code);
  }

  private static byte[] mac(byte[] secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }
}
