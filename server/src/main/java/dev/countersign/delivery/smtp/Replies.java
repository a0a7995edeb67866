package dev.countersign.delivery.smtp;

import dev.countersign.delivery.carrier.Outcome;
import jakarta.mail.MessagingException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What the replies of a mail server mean for the mail.
final class Replies {
  /// Replies that tell of the login or the encryption, not of this mail: once the operator has
  /// mended the setting, it can leave (RFC 4954 §6, RFC 3207 §4).
  private static final Set<Integer> OUR_SIDE = Set.of(530, 534, 535, 538);

  private Replies() {}

  /// A server that cannot be reached, or does not let us in, refuses us and not the mail
  /// (RFC 5321 §4.2.1: 5yz is for ever).
  static Outcome outcome(MessagingException failure) {
    for (Exception e = failure; e != null; e = cause(e)) {
      int reply = reply(e);
      if (reply >= 500 && !OUR_SIDE.contains(reply)) return new Outcome.Refused(words(e));
      if (reply > 0) return new Outcome.Deferred(words(e));
    }
    return new Outcome.Deferred(words(failure));
  }

  private static @Nullable Exception cause(Exception e) {
    return e instanceof MessagingException outer ? outer.getNextException() : null;
  }

  private static int reply(Exception e) {
    return switch (e) {
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case SMTPSendFailedException send -> send.getReturnCode();
      default -> 0;
    };
  }

  private static String words(Exception e) {
    return OneLine.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }
}
