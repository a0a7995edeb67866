package dev.countersign.credential;

/// Something a user has proven to control. A credential says *what* was proven; *how* it was proven
/// is the session's `amr`, never a field here.
///
/// To add a kind, add a record: the compiler then names every `switch` that must learn it.
public sealed interface Credential {

  record Email(EmailAddress address) implements Credential {}

  /// The kind, as written in the database and in the `verified_credentials` claim.
  default String format() {
    return switch (this) {
      case Email _ -> "email";
    };
  }

  /// The value no two users of an environment may share within one format.
  default String identifier() {
    return switch (this) {
      case Email(var address) -> address.value();
    };
  }

  static Credential of(String format, String identifier) {
    return switch (format) {
      case "email" -> new Email(new EmailAddress(identifier));
      default -> throw new IllegalStateException("a credential of format " + format);
    };
  }
}
