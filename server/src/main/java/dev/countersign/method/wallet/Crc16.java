package dev.countersign.method.wallet;

/// CRC-16 with the polynomial 0x1021 and no initial value (XMODEM), the check sum in addresses of
/// Stellar and TON.
final class Crc16 {
  private Crc16() {}

  static int of(byte[] bytes, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum ^= (bytes[i] & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 0x8000) == 0 ? sum << 1 : (sum << 1) ^ 0x1021;
      }
    }
    return sum & 0xffff;
  }
}
