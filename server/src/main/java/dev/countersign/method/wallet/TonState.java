package dev.countersign.method.wallet;

import dev.countersign.crypto.Ed25519PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// The first state of a wallet contract of TON, whose digest is the wallet's address: code and data,
/// in which each known code keeps its key at a place of its own.
record TonState(Cell root) {
  /// Neither depth nor special, with code and data, without a library (TL-B `StateInit`): 00110, and
  /// the bits that fill the byte.
  private static final byte[] CODE_AND_DATA = {0x34};

  /// The hash of a wallet's code, and the bit of its data at which the key begins: of v1 (three
  /// revisions), v2 and v3 (two each), v4, and v5 (its beta and its release).
  private static final Map<String, Integer> KEY_AT =
      Map.ofEntries(
          Map.entry("a0cfc2c48aee16a271f2cfc0b7382d81756cecb1017d077faaab3bb602f6868c", 32),
          Map.entry("d4902fcc9fad74698fa8e353220a68da0dcf72e32bcb2eb9ee04217c17d3062c", 32),
          Map.entry("587cc789eff1c84f46ec3797e45fc809a14ff5ae24f1e0c7a6a99cc9dc9061ff", 32),
          Map.entry("5c9a5e68c108e18721a07c42f9956bfb39ad77ec6d624b60c576ec88eee65329", 32),
          Map.entry("fe9530d3243853083ef2ef0b4c2908c0abf6fa1c31ea243aacaa5bf8c7d753f1", 32),
          Map.entry("b61041a58a7980b946e8fb9e198e3c904d24799ffa36574ea4251c41a566f581", 64),
          Map.entry("84dafa449f98a6987789ba232358072bc0f76dc4524002a5d0918b9a75d2d599", 64),
          Map.entry("feb5ff6820e2ff0d9483e7e0d62c817d846789fb4ae580c878866d959dabd5c0", 64),
          Map.entry("f3d7ca53493deedac28b381986a849403cbac3d2c584779af081065af0ac4b93", 113),
          Map.entry("20834b7b72b112147e1b2fb457b84e74d1a30f04f737d4f62a668e9552d2b72f", 65));

  TonState {
    boolean plain = Arrays.equals(root.data(), CODE_AND_DATA) && root.references().size() == 2;
    if (!plain || root.descriptors()[1] != 1) throw Posted.unsupported("a state of TON");
  }

  boolean isOf(TonAddress address) {
    return Arrays.equals(root.hash(), address.hash());
  }

  Ed25519PublicKey key() {
    Integer at = KEY_AT.get(HexFormat.of().formatHex(root.references().getFirst().hash()));
    if (at == null) throw Posted.unsupported("no known wallet of TON");
    return new Ed25519PublicKey(root.references().getLast().bits(at, 256));
  }
}
