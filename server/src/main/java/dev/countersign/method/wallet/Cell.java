package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Sha256;
import java.util.ArrayList;
import java.util.List;

/// A cell of TON: up to 1023 bits and four other cells. Its data is whole bytes; where the bits end
/// within one, a 1 and zeros fill it, and the second byte of its descriptors is odd.
record Cell(byte[] descriptors, byte[] data, List<Cell> references, int depth, byte[] hash) {
  private static final int MOST_CELLS = 128;

  /// The one root of a bag of cells, in the form with the magic `b5ee9c72` and ordinary cells alone.
  /// Its check sum is not looked at: what matters is the hash of the root.
  static Cell fromBag(byte[] bag) {
    var reader = new ByteReader(bag);
    int magic = number(reader, 4);
    int flags = reader.one();
    int size = flags & 7;
    int offset = reader.one();
    if (magic != 0xb5ee9c72 || size != 1 || offset < 1 || offset > 2 || (flags & 0x38) != 0) {
      throw Posted.unreadable("a bag of cells");
    }
    boolean indexed = (flags & 0x80) != 0;
    boolean checked = (flags & 0x40) != 0;
    int count = reader.one();
    int roots = reader.one();
    int absent = reader.one();
    int length = number(reader, offset);
    int root = reader.one();
    if (count < 1 || count > MOST_CELLS || roots != 1 || absent != 0 || root != 0) {
      throw Posted.unreadable("a bag of cells");
    }
    if (indexed) reader.take(count * offset);
    if (reader.left() != length + (checked ? 4 : 0)) throw Posted.unreadable("a bag of cells");
    var raw = new ArrayList<Raw>();
    for (int i = 0; i < count; i++) raw.add(Raw.read(reader, i, count));
    return built(raw);
  }

  /// `length` bits from bit `from` on, a multiple of eight.
  byte[] bits(int from, int length) {
    byte[] bits = new byte[length / 8];
    if ((from + length + 7) / 8 > data.length) throw Posted.unreadable("a short cell");
    for (int i = 0; i < length; i++) {
      int bit = (data[(from + i) / 8] >> (7 - (from + i) % 8)) & 1;
      bits[i / 8] |= (byte) (bit << (7 - i % 8));
    }
    return bits;
  }

  private record Raw(byte[] descriptors, byte[] data, byte[] references) {
    /// References lead forward, so that there is no ring.
    static Raw read(ByteReader reader, int index, int count) {
      byte[] descriptors = reader.take(2);
      int references = descriptors[0] & 0xff;
      if (references > 4) throw Posted.unreadable("not an ordinary cell");
      byte[] data = reader.take(((descriptors[1] & 0xff) + 1) / 2);
      byte[] targets = reader.take(references);
      for (byte target : targets) {
        if ((target & 0xff) <= index || (target & 0xff) >= count) {
          throw Posted.unreadable("a reference of a cell");
        }
      }
      return new Raw(descriptors, data, targets);
    }
  }

  /// From the last to the first, so that what a cell refers to is there already.
  private static Cell built(List<Raw> raw) {
    Cell[] cells = new Cell[raw.size()];
    for (int i = raw.size() - 1; i >= 0; i--) {
      var references = new ArrayList<Cell>();
      for (byte target : raw.get(i).references) references.add(cells[target & 0xff]);
      cells[i] = of(raw.get(i), references);
    }
    return cells[0];
  }

  private static Cell of(Raw raw, List<Cell> references) {
    int depth = 0;
    byte[] depths = new byte[0];
    byte[] hashes = new byte[0];
    for (Cell reference : references) {
      depth = Math.max(depth, reference.depth + 1);
      depths =
          Bytes.join(depths, new byte[] {(byte) (reference.depth >> 8), (byte) reference.depth});
      hashes = Bytes.join(hashes, reference.hash);
    }
    byte[] hash = Sha256.of(Bytes.join(raw.descriptors, raw.data, depths, hashes));
    return new Cell(raw.descriptors, raw.data, List.copyOf(references), depth, hash);
  }

  private static int number(ByteReader reader, int bytes) {
    int number = 0;
    for (int i = 0; i < bytes; i++) number = (number << 8) | reader.one();
    return number;
  }
}
