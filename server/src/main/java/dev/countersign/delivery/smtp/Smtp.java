package dev.countersign.delivery.smtp;

import dev.countersign.delivery.carrier.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// The operator's mail server.
public final class Smtp implements AutoCloseable {
  private static final String TIMEOUT_MILLISECONDS = "10000";
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

  private final MailFrom from;
  private final @Nullable String password;
  private final SmtpConnections plain;
  private final SmtpConnections international;

  public Smtp(SmtpUrl url, MailFrom from) {
    this(url, from, null);
  }

  /// With `tls`, whoever it trusts instead of the JDK's certificate authorities.
  public Smtp(SmtpUrl url, MailFrom from, @Nullable SSLSocketFactory tls) {
    this.from = from;
    SmtpUrl.Login login = url.login();
    this.password = login == null ? null : login.password();
    this.plain = new SmtpConnections(Session.getInstance(properties(url, from, tls)), url);
    Properties utf8 = properties(url, from, tls);
    utf8.setProperty("mail.mime.allowutf8", "true");
    this.international = new SmtpConnections(Session.getInstance(utf8), url);
  }

  /// SMTPUTF8 (RFC 6531) only where the address needs it: a mail marked so comes back from every
  /// server further on that does not know it.
  public Outcome send(Outgoing mail) {
    boolean ascii = ASCII.matcher(mail.recipient()).matches();
    SmtpConnections connections = ascii ? plain : international;
    SMTPTransport transport = null;
    try {
      transport = connections.take();
      if (!ascii && !transport.supportsExtension("SMTPUTF8")) {
        return new Outcome.Refused("the mail server takes no address outside ASCII (SMTPUTF8)");
      }
      MimeLetter letter = new MimeLetter(connections.session(), from, mail);
      transport.sendMessage(letter, letter.getAllRecipients());
      connections.keep(transport);
      transport = null;
      return new Outcome.Sent();
    } catch (MessagingException e) {
      return Replies.outcome(e).without(password);
    } finally {
      SmtpConnections.discard(transport);
    }
  }

  public void closeRested() {
    plain.closeRested();
    international.closeRested();
  }

  @Override
  public void close() {
    plain.close();
    international.close();
  }

  private static Properties properties(SmtpUrl url, MailFrom from, @Nullable SSLSocketFactory tls) {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLISECONDS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLISECONDS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLISECONDS);
    properties.setProperty("mail.smtp.quitwait", "false");
    // Else the machine's own name is looked up, which may take long and tells of the inside.
    properties.setProperty("mail.smtp.localhost", from.domain());
    properties.setProperty("mail.smtp.from", from.address());
    properties.setProperty("mail.smtp.auth", String.valueOf(url.login() != null));
    properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
    properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (url.security()) {
      case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
      case STARTTLS -> properties.setProperty("mail.smtp.starttls.required", "true");
      case STARTTLS_IF_OFFERED -> properties.setProperty("mail.smtp.starttls.enable", "true");
      case NONE -> {}
    }
    if (tls != null) properties.put("mail.smtp.ssl.socketFactory", tls);
    return properties;
  }
}
