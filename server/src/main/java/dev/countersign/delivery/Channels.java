package dev.countersign.delivery;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import java.util.Optional;

/// Which way the messages of an environment leave, as the deployment was started.
public enum Channels {
  /// A mail server is configured: everything leaves through it.
  SMTP,
  /// `dev` without a mail server: everything stays in the local inbox.
  INBOX,
  /// `serve` without a mail server: only a sandbox may do without. Whoever reads an inbox can sign
  /// in as anyone, and a live environment has real people.
  SANDBOX_INBOX;

  Channel of(Environment environment) {
    return find(environment)
        .orElseThrow(
            () -> new Refusal(Problem.NO_ENABLED_EMAIL_PROVIDER, "no SMTP server is configured"));
  }

  Optional<Channel> find(Environment environment) {
    return switch (this) {
      case SMTP -> Optional.of(Channel.SMTP);
      case INBOX -> Optional.of(Channel.INBOX);
      case SANDBOX_INBOX ->
          environment.kind() == Kind.SANDBOX ? Optional.of(Channel.INBOX) : Optional.empty();
    };
  }
}
