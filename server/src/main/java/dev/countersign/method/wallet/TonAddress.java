package dev.countersign.method.wallet;

import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Bytes;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An account of TON: its workchain and the digest of its first state. Written raw (`0:ab…`), or
/// user-friendly: with flags and a check sum, in either alphabet of base64 (TEP-2).
record TonAddress(int workchain, byte[] hash) {
  private static final Pattern RAW = Pattern.compile("(0|-1):([0-9a-fA-F]{64})");
  private static final int FRIENDLY = 48;
  private static final int CHECKED = 34;
  private static final int BOUNCEABLE = 0x11;
  private static final int NOT_BOUNCEABLE = 0x51;
  private static final int TEST_ONLY = 0x80;

  static TonAddress parse(String text) {
    Matcher raw = RAW.matcher(text);
    if (raw.matches()) {
      byte[] hash = HexFormat.of().parseHex(raw.group(2));
      return new TonAddress(Integer.parseInt(raw.group(1)), hash);
    }
    if (text.length() != FRIENDLY) throw Posted.notAnAddress("TON");
    byte[] all = Base64Url.decode(text.replace('+', '-').replace('/', '_'));
    int tag = all[0] & ~TEST_ONLY & 0xff;
    boolean known = tag == BOUNCEABLE || tag == NOT_BOUNCEABLE;
    int sum = Crc16.of(all, CHECKED);
    boolean whole = all[CHECKED] == (byte) (sum >> 8) && all[CHECKED + 1] == (byte) sum;
    if (!known || !whole || (all[1] != 0 && all[1] != -1)) throw Posted.notAnAddress("TON");
    return new TonAddress(all[1], Bytes.slice(all, 2, CHECKED));
  }

  /// Raw, in lower case.
  String canonical() {
    return workchain + ":" + HexFormat.of().formatHex(hash);
  }
}
