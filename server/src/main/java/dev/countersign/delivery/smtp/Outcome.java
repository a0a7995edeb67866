package dev.countersign.delivery.smtp;

import jakarta.mail.MessagingException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What became of one try to hand a mail to the server.
public sealed interface Outcome {
  record Sent() implements Outcome {}

  /// Not now; a later try may do better.
  record Deferred(String why) implements Outcome {}

  /// Not this mail, ever (RFC 5321 §4.2.1: 5yz).
  record Refused(String why) implements Outcome {}

  /// Replies that tell of the login or the encryption, not of this mail: once the operator has
  /// mended the setting, it can leave (RFC 4954 §6, RFC 3207 §4).
  Set<Integer> OUR_SIDE = Set.of(530, 534, 535, 538);

  /// A server that cannot be reached, or does not let us in, refuses us and not the mail.
  static Outcome of(MessagingException failure) {
    for (Exception e = failure; e != null; e = cause(e)) {
      int reply = reply(e);
      if (reply >= 500 && !OUR_SIDE.contains(reply)) return new Refused(words(e));
      if (reply > 0) return new Deferred(words(e));
    }
    return new Deferred(words(failure));
  }

  /// A server may say back what it was told; what is kept of that must not hold a secret.
  default Outcome without(@Nullable String secret) {
    if (secret == null) return this;
    return switch (this) {
      case Sent _ -> this;
      case Deferred(String why) -> new Deferred(why.replace(secret, "***"));
      case Refused(String why) -> new Refused(why.replace(secret, "***"));
    };
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
