package dev.countersign.signin;

import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Tx;
import dev.countersign.delivery.Message;
import dev.countersign.delivery.Outbox;
import dev.countersign.environment.Environment;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Tells a person by mail what was done to their account, so that they notice what they did not do
/// themselves (NIST SP 800-63B §4.6). The credential in question is not asked where to write to:
/// whoever adds an address of their own learns nothing of it.
public final class Notices {
  private final Credentials credentials;
  private final Outbox outbox;

  public Notices(Credentials credentials, Outbox outbox) {
    this.credentials = credentials;
    this.outbox = outbox;
  }

  /// To every other address of the account.
  void linked(Tx tx, Environment environment, UUID userId, LinkedCredential linked) {
    if (!environment.settings().notifications().credentialLinked()) return;
    String what = described(linked);
    tell(
        tx,
        environment,
        userId,
        Optional.of(linked.id()),
        to -> Message.credentialLinked(to, what));
  }

  /// To what addresses the account has left, and to one that was removed.
  void unlinked(Tx tx, Environment environment, UUID userId, LinkedCredential gone) {
    if (!environment.settings().notifications().credentialUnlinked()) return;
    String what = described(gone);
    tell(
        tx,
        environment,
        userId,
        Optional.of(gone.id()),
        to -> Message.credentialUnlinked(to, what));
    if (gone.credential() instanceof Credential.Email(var address) && outbox.reaches(environment)) {
      outbox.queue(tx, environment, Message.credentialUnlinked(address.value(), what));
    }
  }

  /// Of a second factor, to every address of the account.
  void added(Tx tx, Environment environment, UUID userId, String what) {
    if (!environment.settings().notifications().credentialLinked()) return;
    tell(tx, environment, userId, Optional.empty(), to -> Message.credentialLinked(to, what));
  }

  void removed(Tx tx, Environment environment, UUID userId, String what) {
    if (!environment.settings().notifications().credentialUnlinked()) return;
    tell(tx, environment, userId, Optional.empty(), to -> Message.credentialUnlinked(to, what));
  }

  /// Where no mail can leave, the act stands without it.
  private void tell(
      Tx tx,
      Environment environment,
      UUID userId,
      Optional<UUID> about,
      Function<String, Message> message) {
    if (!outbox.reaches(environment)) return;
    for (LinkedCredential other : credentials.ofUser(tx, environment, userId)) {
      if (about.filter(other.id()::equals).isPresent()) continue;
      if (!(other.credential() instanceof Credential.Email(EmailAddress address))) continue;
      outbox.queue(tx, environment, message.apply(address.value()));
    }
  }

  private static String described(LinkedCredential linked) {
    return switch (linked.credential()) {
      case Credential.Email(var address) -> "the e-mail address " + address.value();
      case Credential.Phone(var number) -> "the phone number " + number.value();
      case Credential.Wallet _ -> "the wallet " + linked.publicIdentifier();
      case Credential.External(var issuer, _) -> "the sign-in by " + issuer;
      case Credential.Social(var provider, _) ->
          "the " + provider + " account " + linked.publicIdentifier();
      case Credential.Passkey _ -> "a passkey (" + linked.publicIdentifier() + ")";
    };
  }
}
