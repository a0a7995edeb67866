package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Refusal;
import java.io.ByteArrayInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/// That a reader understands it is tried in a browser.
class QrCodeTest {
  /// Version 1 has 21 modules a side (ISO/IEC 18004), and four of quiet on each.
  @Test
  void isAPictureWithAMarginAround() throws Exception {
    var bytes = new ByteArrayInputStream(QrCode.svg("A"));
    var svg = DocumentBuilderFactory.newNSInstance().newDocumentBuilder().parse(bytes);

    assertThat(svg.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 29 29");
    String path =
        ((org.w3c.dom.Element) svg.getElementsByTagName("path").item(0)).getAttribute("d");
    assertThat(path).startsWith("M4 4h1v1h-1z").matches("(M\\d+ \\d+h1v1h-1z)+");
  }

  @Test
  void showsNothingOfTheTextItself() {
    String svg = new String(QrCode.svg("otpauth://totp/x?secret=JBSWY3DP"), UTF_8);

    assertThat(svg).doesNotContain("otpauth", "JBSWY3DP");
  }

  @Test
  void isRefusedForWhatIsTooLong() {
    assertThat(QrCode.svg("x".repeat(512))).isNotEmpty();
    assertThatThrownBy(() -> QrCode.svg("x".repeat(513))).isInstanceOf(Refusal.class);
  }
}
