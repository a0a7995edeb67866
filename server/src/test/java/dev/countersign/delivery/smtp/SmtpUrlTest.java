package dev.countersign.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countersign.delivery.smtp.SmtpUrl.Login;
import dev.countersign.delivery.smtp.SmtpUrl.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "smtp://relay.example.org, 587, STARTTLS_IF_OFFERED",
    "smtp://relay.example.org:25, 25, STARTTLS_IF_OFFERED",
    "smtp://relay.example.org?starttls=required, 587, STARTTLS",
    "smtp://relay.example.org:1025?starttls=off, 1025, NONE",
    "smtp://me:word@relay.example.org, 587, STARTTLS",
    "smtp://me:word@relay.example.org?starttls=off, 587, NONE",
    "smtps://me:word@relay.example.org, 465, TLS",
    "smtps://relay.example.org:2465, 2465, TLS"
  })
  void readsServerPortAndProtection(String text, int port, Security security) {
    SmtpUrl url = SmtpUrl.parse(text);

    assertThat(url.host()).isEqualTo("relay.example.org");
    assertThat(url.port()).isEqualTo(port);
    assertThat(url.security()).isEqualTo(security);
  }

  @Test
  void readsAPercentEncodedLogin() {
    SmtpUrl url = SmtpUrl.parse("smtp://me%40example.org:p%40ss%2F+%3A@[::1]:587");

    assertThat(url.login()).isEqualTo(new Login("me@example.org", "p@ss/+:"));
    assertThat(url.host()).isEqualTo("::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter22",
        "smtp:hunter22",
        "http://me:hunter22@relay.example.org",
        "smtp://me:hunter22@",
        "smtp://me:hunter22@relay.example.org:port",
        "smtp://me:hunter22@relay.example.org:0",
        "smtp://me:hunter22@relay.example.org:70000",
        "smtp://me:hunter22@relay.example.org:587/path",
        "smtp://me:hunter22@relay.example.org?starttls=maybe",
        "smtp://me:hunter22@relay.example.org?hunter22",
        "smtps://me:hunter22@relay.example.org?starttls=off",
        "smtp://me:hunter22#x@relay.example.org",
        "smtp://me:hunter22/x@relay.example.org",
        "smtp://me:hunter22 x@relay.example.org",
        "smtp://me:hunter22%zz@relay.example.org",
        "smtp://hunter22@relay.example.org",
        "smtp://:hunter22@relay.example.org",
        "smtp://hunter22:@relay.example.org"
      })
  void refusesAMalformedOneWithoutRepeatingIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmtpUrl.parse(text))
        .withNoCause()
        .withMessageMatching("[a-z].{20,}")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter22"));
  }

  @Test
  void neverPrintsTheLogin() {
    SmtpUrl url = SmtpUrl.parse("smtp://someone:hunter22@relay.example.org");

    assertThat(url).hasToString("smtp://***@relay.example.org:587");
    assertThat(String.valueOf(url.login())).doesNotContain("hunter22", "someone");
  }

  @Test
  void readsASenderWithAndWithoutAName() {
    assertThat(MailFrom.parse("a@example.org")).isEqualTo(new MailFrom("a@example.org", null));
    assertThat(MailFrom.parse("Acme <a@example.org>"))
        .isEqualTo(new MailFrom("a@example.org", "Acme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", "a@example.org, b@example.org", "<>", "a@", "@example.org"})
  void refusesASenderThatIsNotOneAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MailFrom.parse(text));
  }
}
