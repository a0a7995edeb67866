package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import io.nayuki.qrcodegen.QrCode.Ecc;

/// A text as a QR code (ISO/IEC 18004) that a phone reads off the screen, as an SVG picture.
final class QrCode {
  private static final int LONGEST = 512;

  /// Light modules around it, without which readers do not find it.
  private static final int QUIET = 4;

  private QrCode() {}

  static byte[] svg(String text) {
    if (text.length() > LONGEST) throw new Refusal(Problem.BAD_REQUEST, "text is too long");
    var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
    int side = code.size + 2 * QUIET;
    var dark = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (!code.getModule(x, y)) continue;
        dark.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">
    <rect width="100%%" height="100%%" fill="#fff"/><path d="%s"/></svg>
    """
        .formatted(side, side, dark)
        .getBytes(UTF_8);
  }
}
