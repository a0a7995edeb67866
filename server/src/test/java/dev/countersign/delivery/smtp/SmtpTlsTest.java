package dev.countersign.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.countersign.delivery.carrier.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What keeps a code and a password from being read on the way to the mail server.
class SmtpTlsTest {
  private static final MailFrom FROM = MailFrom.parse("no-reply@mail.example.org");
  private static final TestCertificate OURS = TestCertificate.of("localhost");

  @Test
  void sendsNothingBeforeTheConnectionIsSecret() {
    try (var server = ScriptedMailServer.offeringTls(OURS)) {
      Outcome outcome = send(url(server, ""), OURS);

      assertThat(outcome).isEqualTo(new Outcome.Sent());
      assertThat(server.commands().subList(0, 3))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("EHLO"),
              line -> assertThat(line).isEqualTo("STARTTLS"),
              line -> assertThat(line).isEqualTo("(tls)"));
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void usesStarttlsWhereItIsOfferedEvenWithoutALogin() {
    try (var server = ScriptedMailServer.offeringTls(OURS)) {
      send(server.url(), OURS);

      assertThat(server.commands()).contains("(tls)");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void keepsThePasswordWhereStarttlsIsNotOffered() {
    try (var server = ScriptedMailServer.plain()) {
      Outcome outcome = send(url(server, ""), OURS);

      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH"));
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void goesWithoutStarttlsOnlyWhenTheOperatorSaysSo() {
    try (var server = ScriptedMailServer.offeringTls(OURS)) {
      Outcome outcome = send(url(server, "?starttls=off"), null);

      assertThat(outcome).isEqualTo(new Outcome.Sent());
      assertThat(server.commands()).doesNotContain("STARTTLS");
    }
  }

  @Test
  void trustsNoCertificateThatNobodyVouchesFor() {
    try (var server = ScriptedMailServer.offeringTls(OURS)) {
      Outcome outcome = send(server.url(), null);

      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void trustsNoCertificateOfAnotherHost() {
    TestCertificate another = TestCertificate.of("mail.example.org");
    try (var server = ScriptedMailServer.offeringTls(another)) {
      Outcome outcome = send(url(server, ""), another);

      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH"));
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void speaksTlsFromTheFirstByteToAnSmtpsServer() {
    System.setProperty(
        DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, OURS.file().toString());
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtps"));
    server.setUser("me", "right");
    server.start();
    String url = "smtps://me:right@localhost:" + server.getSmtps().getPort();

    Outcome outcome = send(url, OURS);

    assertThat(outcome).isEqualTo(new Outcome.Sent());
    assertThat(server.getReceivedMessages()).hasSize(1);
    server.stop();
  }

  @Test
  void saysNothingToAnSmtpsServerThatNobodyVouchesFor() {
    try (var server = ScriptedMailServer.speakingTls(OURS)) {
      Outcome outcome = send("smtps://me:right@localhost:" + server.port(), null);

      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(server.commands()).isEmpty();
    }
  }

  private static String url(ScriptedMailServer server, String options) {
    return "smtp://me:right@localhost:" + server.port() + options;
  }

  private static Outcome send(String url, @Nullable TestCertificate trusted) {
    var tls = trusted == null ? null : trusted.trusting();
    try (Smtp smtp = new Smtp(SmtpUrl.parse(url), FROM, tls)) {
      return smtp.send(SmtpTest.mail("ada@example.org", "Acme"));
    }
  }
}
