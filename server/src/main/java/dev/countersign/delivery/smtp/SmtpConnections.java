package dev.countersign.delivery.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Open connections to one mail server, kept a while for the next mail: a handshake and a login
/// each time would cost more than the mail.
final class SmtpConnections implements AutoCloseable {
  private static final Duration REST = Duration.ofSeconds(20);

  private record Idle(SMTPTransport transport, long since) {}

  private final Session session;
  private final SmtpUrl url;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  SmtpConnections(Session session, SmtpUrl url) {
    this.session = session;
    this.url = url;
  }

  Session session() {
    return session;
  }

  /// One that answers, the last used first; else a new one.
  SMTPTransport take() throws MessagingException {
    for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      if (next.transport().isConnected()) return next.transport();
    }
    SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
    SmtpUrl.Login login = url.login();
    transport.connect(
        url.host(),
        url.port(),
        login == null ? null : login.user(),
        login == null ? null : login.password());
    return transport;
  }

  void keep(SMTPTransport transport) {
    idle.addFirst(new Idle(transport, System.nanoTime()));
  }

  void closeRested() {
    long now = System.nanoTime();
    Idle oldest = idle.peekLast();
    while (oldest != null && now - oldest.since() > REST.toNanos()) {
      if (idle.remove(oldest)) discard(oldest.transport());
      oldest = idle.peekLast();
    }
  }

  @Override
  public void close() {
    for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
      discard(next.transport());
    }
  }

  /// What it fails of does not matter any more: the mail it carried has its own outcome.
  static void discard(@Nullable SMTPTransport transport) {
    try {
      if (transport != null) transport.close();
    } catch (MessagingException _) {
      // Closed all the same.
    }
  }
}
