package dev.countersign.delivery.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/// Who the mails are from, as `COUNTERSIGN_MAIL_FROM` says: `no-reply@example.org`, or
/// `Example <no-reply@example.org>`. Without a name, each mail bears its environment's.
public record MailFrom(String address, @Nullable String name) {
  public static MailFrom parse(String text) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(OneLine.of(text), true);
      if (addresses.length == 1 && addresses[0].getAddress().indexOf('@') > 0) {
        return new MailFrom(addresses[0].getAddress(), addresses[0].getPersonal());
      }
    } catch (AddressException _) {
      // Told below, with the setting's name.
    }
    throw new IllegalArgumentException(
        "it is one e-mail address, as in Example <no-reply@example.org>");
  }

  String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
