package dev.countersign.delivery;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Provider;
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

  Channel of(Environment environment, Medium medium) {
    return find(environment, medium)
        .orElseThrow(
            () ->
                switch (medium) {
                  case EMAIL ->
                      new Refusal(
                          Problem.NO_ENABLED_EMAIL_PROVIDER, "no SMTP server is configured");
                  case SMS ->
                      new Refusal(Problem.NO_ENABLED_SMS_PROVIDER, "no service for text messages");
                });
  }

  Optional<Channel> find(Environment environment, Medium medium) {
    return switch (medium) {
      case EMAIL -> mail(environment);
      case SMS -> environment.provider(SmsSender.PROVIDER).flatMap(sms -> text(environment, sms));
    };
  }

  /// A provider that names no service keeps messages here, where nobody real can be meant.
  private Optional<Channel> text(Environment environment, Provider sms) {
    if (SmsSender.configured(sms)) return Optional.of(Channel.SMS);
    boolean here = this == INBOX || environment.kind() == Kind.SANDBOX;
    return here ? Optional.of(Channel.INBOX) : Optional.empty();
  }

  private Optional<Channel> mail(Environment environment) {
    return switch (this) {
      case SMTP -> Optional.of(Channel.SMTP);
      case INBOX -> Optional.of(Channel.INBOX);
      case SANDBOX_INBOX ->
          environment.kind() == Kind.SANDBOX ? Optional.of(Channel.INBOX) : Optional.empty();
    };
  }
}
