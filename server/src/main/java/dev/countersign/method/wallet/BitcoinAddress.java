package dev.countersign.method.wallet;

import dev.countersign.crypto.Base58;
import dev.countersign.crypto.Bech32;
import dev.countersign.crypto.Bytes;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/// An address of Bitcoin, on its network or a test network: what kind of lock, and the digest or key
/// in it.
record BitcoinAddress(Kind kind, byte[] program) {
  enum Kind {
    P2PKH("76a914", "88ac"),
    P2SH("a914", "87"),
    P2WPKH("0014", ""),
    P2TR("5120", "");

    private final String before;
    private final String after;

    Kind(String before, String after) {
      this.before = before;
      this.after = after;
    }
  }

  private static final Set<String> PREFIXES = Set.of("bc", "tb", "bcrt");

  static BitcoinAddress parse(String text) {
    return segwit(text) ? fromBech32(Bech32.decode(text)) : fromBase58(Base58.decodeChecked(text));
  }

  /// Base58 has one spelling; bech32 may be all upper case (BIP-173).
  static String canonical(String text) {
    parse(text);
    return segwit(text) ? text.toLowerCase(Locale.ROOT) : text;
  }

  /// The script that locks coins to it.
  byte[] script() {
    HexFormat hex = HexFormat.of();
    return Bytes.join(hex.parseHex(kind.before), program, hex.parseHex(kind.after));
  }

  static byte[] script(Kind kind, byte[] program) {
    return new BitcoinAddress(kind, program).script();
  }

  private static boolean segwit(String text) {
    int one = text.lastIndexOf('1');
    return one > 0 && PREFIXES.contains(text.substring(0, one).toLowerCase(Locale.ROOT));
  }

  private static BitcoinAddress fromBech32(Bech32 read) {
    byte[] program = read.bytes(1);
    int version = read.values().length == 0 ? -1 : read.values()[0];
    if (version == 0 && read.variant() == Bech32.Variant.BECH32) {
      if (program.length == 20) return new BitcoinAddress(Kind.P2WPKH, program);
      if (program.length == 32) throw Posted.unsupported("a script of Bitcoin");
    }
    if (version == 1 && read.variant() == Bech32.Variant.BECH32M && program.length == 32) {
      return new BitcoinAddress(Kind.P2TR, program);
    }
    throw Posted.notAnAddress("Bitcoin");
  }

  private static BitcoinAddress fromBase58(byte[] payload) {
    if (payload.length != 21) throw Posted.notAnAddress("Bitcoin");
    byte[] program = Bytes.slice(payload, 1, 21);
    return switch (payload[0] & 0xff) {
      case 0x00, 0x6f -> new BitcoinAddress(Kind.P2PKH, program);
      case 0x05, 0xc4 -> new BitcoinAddress(Kind.P2SH, program);
      default -> throw Posted.notAnAddress("Bitcoin");
    };
  }
}
