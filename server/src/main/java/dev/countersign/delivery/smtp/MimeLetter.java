package dev.countersign.delivery.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// A mail as it goes over the wire: the text first, then the same as HTML (RFC 2046 §5.1.4).
final class MimeLetter extends MimeMessage {
  private final String messageId;

  MimeLetter(Session session, MailFrom from, Outgoing mail) throws MessagingException {
    super(session);
    this.messageId = "<" + mail.id() + "@" + from.domain() + ">";
    setFrom(address(from.address(), from.name() == null ? mail.senderName() : from.name()));
    String replyTo = mail.replyTo();
    if (replyTo != null) setReplyTo(new Address[] {address(replyTo, null)});
    setRecipient(RecipientType.TO, address(mail.recipient(), null));
    setSubject(mail.subject(), "UTF-8");
    setSentDate(Date.from(mail.writtenAt()));
    // No out-of-office answers to this one (RFC 3834 §5).
    setHeader("Auto-Submitted", "auto-generated");
    setContent(
        new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
    saveChanges();
  }

  /// The same at every try, so that two copies of one mail can be seen to be one.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, "UTF-8", subtype);
    return part;
  }

  /// Set, not parsed: whatever the name holds, it stays one address.
  private static InternetAddress address(String address, @Nullable String name)
      throws MessagingException {
    try {
      InternetAddress one = new InternetAddress();
      one.setAddress(address);
      if (name != null) one.setPersonal(name, UTF_8.name());
      return one;
    } catch (UnsupportedEncodingException e) {
      throw new MessagingException("UTF-8 is missing", e);
    }
  }
}
