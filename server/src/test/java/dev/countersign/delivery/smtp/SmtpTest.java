package dev.countersign.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.countersign.delivery.carrier.Outcome;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against GreenMail, a real mail server in this process, on a free port.
class SmtpTest {
  private static final MailFrom FROM = MailFrom.parse("no-reply@mail.example.org");

  private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void handsOverTheTextFirstAndTheSameAsHtml() throws Exception {
    server.start();

    Outcome outcome = send(url(""), mail("ada@example.org", "Acme"));

    assertThat(outcome).isEqualTo(new Outcome.Sent());
    MimeMessage got = server.getReceivedMessages()[0];
    MimeMultipart parts = (MimeMultipart) got.getContent();
    assertThat(got.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(0).getContent().toString()).contains("Größe 123456");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(got.getSubject()).isEqualTo("Ihr Code für Acme ✓");
    assertThat(got.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(got.getHeader("Message-ID")).containsExactly("<" + ID + "@mail.example.org>");
    assertThat(((InternetAddress) got.getReplyTo()[0]).getAddress()).isEqualTo("help@acme.org");
  }

  @Test
  void bearsTheEnvironmentsNameUnlessTheOperatorGaveOne() throws Exception {
    server.start();

    send(url(""), mail("ada@example.org", "Acme"));
    try (Smtp named = new Smtp(SmtpUrl.parse(url("")), MailFrom.parse("House <a@b.example>"))) {
      named.send(mail("ada@example.org", "Acme"));
    }

    assertThat(server.getReceivedMessages())
        .extracting(got -> ((InternetAddress) got.getFrom()[0]).getPersonal())
        .containsExactly("Acme", "House");
  }

  @Test
  void aNameIsNeverMoreThanAName() throws Exception {
    server.start();

    send(
        url(""),
        mail("ada@example.org", "Acme\r\nBcc: eve@example.org\r\n\r\n\"<x@y>, eve@example.org"));

    assertThat(server.getReceivedMessages()).hasSize(1);
    MimeMessage got = server.getReceivedMessages()[0];
    assertThat(got.getHeader("Bcc")).isNull();
    assertThat(got.getFrom()).hasSize(1);
    assertThat(((InternetAddress) got.getFrom()[0]).getAddress()).isEqualTo(FROM.address());
    assertThat(got.getAllRecipients()).hasSize(1);
  }

  @Test
  void reachesAnAddressOutsideAscii() throws Exception {
    server.start();

    Outcome outcome = send(url(""), mail("grüße@example.org", "Acme"));

    assertThat(outcome).isEqualTo(new Outcome.Sent());
    assertThat(server.getReceivedMessages()[0].getAllRecipients()[0])
        .hasToString("grüße@example.org");
  }

  @Test
  void refusesAnAddressOutsideAsciiThatTheServerCannotTake() {
    try (var ascii = ScriptedMailServer.plain()) {
      Outcome outcome = send(ascii.url(), mail("grüße@example.org", "Acme"));

      assertThat(outcome).isInstanceOf(Outcome.Refused.class);
      assertThat(ascii.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void asksForSmtputf8OnlyWhereTheAddressNeedsIt() {
    try (var scripted = ScriptedMailServer.plain()) {
      send(scripted.url(), mail("ada@example.org", "Größe"));

      assertThat(scripted.mails()).hasSize(1);
      assertThat(scripted.commands()).noneMatch(line -> line.contains("SMTPUTF8"));
      assertThat(scripted.mails().getFirst()).isASCII();
    }
  }

  @Test
  void logsInAndKeepsTheConnectionForTheNextMail() {
    try (var scripted = ScriptedMailServer.plain();
        var smtp = new Smtp(SmtpUrl.parse(login(scripted, "right")), FROM)) {
      smtp.send(mail("ada@example.org", "Acme"));
      smtp.send(mail("bob@example.org", "Acme"));

      assertThat(scripted.mails()).hasSize(2);
      assertThat(scripted.commands()).filteredOn(line -> line.startsWith("AUTH")).hasSize(1);
    }
  }

  @Test
  void connectsAnewWhenTheServerHasHungUp() {
    try (var scripted = ScriptedMailServer.plain();
        var smtp = new Smtp(SmtpUrl.parse(scripted.url()), FROM)) {
      smtp.send(mail("ada@example.org", "Acme"));
      scripted.answer("NOOP", "421 tired");

      assertThat(smtp.send(mail("bob@example.org", "Acme"))).isEqualTo(new Outcome.Sent());
      assertThat(scripted.commands()).filteredOn(line -> line.startsWith("EHLO")).hasSize(2);
    }
  }

  @Test
  void aRefusedLoginIsOurFaultAndNotTheMails() {
    server.setUser("countersign", "right");
    server.start();

    Outcome outcome = send(url("countersign:wr%40ng@"), mail("ada@example.org", "Acme"));

    assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    assertThat(outcome.toString()).contains("535").doesNotContain("wr@ng");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void keepsThePasswordOutOfWhatAServerSaysBack() {
    try (var scripted = ScriptedMailServer.plain().answer("AUTH", "454 no hunter22 here")) {
      Outcome outcome = send(login(scripted, "hunter22"), mail("ada@example.org", "Acme"));

      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
      assertThat(outcome.toString()).contains("454").doesNotContain("hunter22");
    }
  }

  private String url(String login) {
    String host = login + "localhost:" + server.getSmtp().getPort();
    return "smtp://" + host + (login.isEmpty() ? "" : "?starttls=off");
  }

  private static String login(ScriptedMailServer server, String password) {
    return "smtp://me:" + password + "@localhost:" + server.port() + "?starttls=off";
  }

  private static Outcome send(String url, Outgoing mail) {
    try (Smtp smtp = new Smtp(SmtpUrl.parse(url), FROM)) {
      return smtp.send(mail);
    }
  }

  private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

  static Outgoing mail(String to, String from) {
    return new Outgoing(
        ID,
        to,
        from,
        "help@acme.org",
        "Ihr Code für Acme ✓",
        "Größe 123456\n",
        "<p>123456</p>",
        Instant.EPOCH);
  }
}
