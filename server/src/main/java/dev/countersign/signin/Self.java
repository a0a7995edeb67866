package dev.countersign.signin;

import dev.countersign.audit.AuditLog;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Prompt;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.Owner;
import dev.countersign.credential.PhoneNumber;
import dev.countersign.db.Database;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import dev.countersign.method.sms.SmsCode;
import dev.countersign.token.Caller;
import dev.countersign.user.ProfileChange;
import dev.countersign.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a signed-in person may do with their own record.
public final class Self {
  private final Database database;
  private final Users users;
  private final Credentials credentials;
  private final Departure departure;
  private final Asking asking;
  private final Ceremony email;
  private final SmsCode sms;
  private final AuditLog audit;
  private final Clock clock;

  public Self(
      Database database,
      Users users,
      Credentials credentials,
      Departure departure,
      Asking asking,
      Ceremony email,
      SmsCode sms,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.users = users;
    this.credentials = credentials;
    this.departure = departure;
    this.asking = asking;
    this.email = email;
    this.sms = sms;
    this.audit = audit;
    this.clock = clock;
  }

  /// The user after the change, and the prompts for a new address and a new number, which must be
  /// proven first.
  record Updated(Owner owner, Optional<Prompt> emailPrompt, Optional<Prompt> smsPrompt) {}

  Owner read(Environment environment, Caller caller) {
    return database.read(tx -> credentials.ownerOf(tx, environment, caller.userId()));
  }

  Updated update(Environment environment, Caller caller, Input input) {
    // An address that cannot be used refuses the whole change before any of it is made.
    Optional<EmailAddress> address = input.optionalText("email").map(EmailAddress::of);
    Optional<PhoneNumber> number = provenNumber(environment, input);
    var change = new ProfileChange(members(input, number.isPresent()));
    change.check();
    Optional<Prompt> smsPrompt =
        number
            .filter(wanted -> !wanted.value().equals(phoneOf(environment, caller)))
            .map(wanted -> sms.link(environment, wanted))
            .map(asked -> asking.ask(environment, sms, asked, caller.userId()));
    Optional<Prompt> prompt =
        address
            .filter(wanted -> !owns(environment, caller, wanted))
            .map(_ -> asking.ask(environment, email, input, Optional.of(caller.userId())));
    Instant now = clock.instant();
    Owner owner =
        database.inTransaction(
            tx -> {
              Owner before = credentials.ownerOf(tx, environment, caller.userId());
              users.update(tx, environment, before.user(), change, now);
              audit.record(
                  tx,
                  environment,
                  "user.updated",
                  caller.userId(),
                  Map.of("fields", change.fields()),
                  now);
              return credentials.ownerOf(tx, environment, caller.userId());
            });
    return new Updated(owner, prompt, smsPrompt);
  }

  /// A number that is to be proven, where the environment can send to it. Elsewhere it is what the
  /// person says of themself, like the rest of the profile.
  private static Optional<PhoneNumber> provenNumber(Environment environment, Input input) {
    return input
        .optionalText("phoneNumber")
        .filter(_ -> environment.provider(SmsSender.PROVIDER).isPresent())
        .map(PhoneNumber::of);
  }

  private static ObjectNode members(Input input, boolean provesNumber) {
    ObjectNode members = input.members().deepCopy();
    if (provesNumber) members.remove("phoneNumber");
    return members;
  }

  private @Nullable String phoneOf(Environment environment, Caller caller) {
    return read(environment, caller).user().profile().phoneNumber();
  }

  private boolean owns(Environment environment, Caller caller, EmailAddress address) {
    return address.value().equals(read(environment, caller).user().profile().email());
  }

  void delete(Environment environment, Caller caller) {
    Instant now = clock.instant();
    boolean deleted =
        database.inTransaction(
            tx -> departure.delete(tx, environment, caller.userId(), "user.deleted", now));
    if (!deleted) throw new Refusal(Problem.UNAUTHORIZED, "no user " + caller.userId());
  }

  boolean available(Environment environment, String field, String value) {
    return switch (field) {
      case "username" -> database.read(tx -> !users.usernameTaken(tx, environment, value));
      case "email" -> {
        String address = EmailAddress.of(value).value();
        yield database.read(tx -> !users.emailTaken(tx, environment, address));
      }
      default -> throw new Refusal(Problem.BAD_REQUEST, "filter[field] is not a known field");
    };
  }
}
