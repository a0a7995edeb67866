package dev.countersign.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/// Base58 in Bitcoin's alphabet, with and without a check sum: a number, with a `1` for each leading
/// zero byte. No standard but Bitcoin's own code.
public final class Base58 {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);

  /// Reading takes time with the square of the length; a signature has 88 digits.
  private static final int LONGEST = 200;

  private static final int CHECK = 4;

  private Base58() {}

  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    BigInteger number = new BigInteger(1, bytes);
    while (number.signum() > 0) {
      BigInteger[] parts = number.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(parts[1].intValue()));
      number = parts[0];
    }
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) text.append('1');
    return text.reverse().toString();
  }

  public static byte[] decode(String text) {
    if (text.length() > LONGEST) throw new MalformedInput("base58: too long");
    int zeros = 0;
    while (zeros < text.length() && text.charAt(zeros) == '1') zeros++;
    BigInteger number = BigInteger.ZERO;
    for (int i = zeros; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) throw new MalformedInput("base58: not of its alphabet");
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    int length = (number.bitLength() + 7) / 8;
    return Bytes.join(new byte[zeros], length == 0 ? new byte[0] : Bytes.unsigned(number, length));
  }

  /// Without the check sum, which is the head of SHA-256 twice.
  public static byte[] decodeChecked(String text) {
    byte[] all = decode(text);
    if (all.length <= CHECK) throw new MalformedInput("base58: too short");
    byte[] payload = Arrays.copyOf(all, all.length - CHECK);
    if (!Arrays.equals(checkSum(payload), 0, CHECK, all, payload.length, all.length)) {
      throw new MalformedInput("base58: wrong check sum");
    }
    return payload;
  }

  public static String encodeChecked(byte[] payload) {
    return encode(Bytes.join(payload, checkSum(payload)));
  }

  private static byte[] checkSum(byte[] payload) {
    return Arrays.copyOf(Sha256.of(Sha256.of(payload)), CHECK);
  }
}
