package dev.countersign.credential;

/// Something a user has proven to control. A credential says *what* was proven; *how* it was proven
/// is the session's `amr`, never a field here.
///
/// To add a kind, add a record: the compiler then names every `switch` that must learn it.
public sealed interface Credential {

  record Email(EmailAddress address) implements Credential {}

  record Phone(PhoneNumber number) implements Credential {}

  /// `chain` is the name that credentials have for it (`eip155`), `address` in its one spelling.
  record Wallet(String chain, String address) implements Credential {}

  /// A subject of a trusted issuer: the two together say who it is, never one alone. The issuer's
  /// name is on one line.
  record External(String issuer, String subject) implements Credential {}

  /// An account at a provider, by the provider's name on the wire and by the id that the provider
  /// never gives to another.
  record Social(String provider, String accountId) implements Credential {}

  /// A key pair in an authenticator, by the id that the authenticator gave it, in Base64url.
  record Passkey(String credentialId) implements Credential {}

  /// The kind, as written in the database and in the `verified_credentials` claim.
  default String format() {
    return switch (this) {
      case Email _ -> "email";
      case Phone _ -> "phoneNumber";
      case Wallet _ -> "blockchain";
      case External _ -> "externalUser";
      case Social _ -> "oauth";
      case Passkey _ -> "passkey";
    };
  }

  /// The value no two users of an environment may share within one format.
  default String identifier() {
    return switch (this) {
      case Email(var address) -> address.value();
      case Phone(var number) -> number.value();
      case Wallet(var chain, var address) -> chain + ":" + address;
      case External(var issuer, var subject) -> issuer + "\n" + subject;
      case Social(var provider, var accountId) -> provider + ":" + accountId;
      case Passkey(var credentialId) -> credentialId;
    };
  }

  static Credential of(String format, String identifier) {
    return switch (format) {
      case "email" -> new Email(new EmailAddress(identifier));
      case "phoneNumber" -> new Phone(new PhoneNumber(identifier));
      case "blockchain" -> {
        int colon = identifier.indexOf(':');
        yield new Wallet(identifier.substring(0, colon), identifier.substring(colon + 1));
      }
      case "externalUser" -> {
        int line = identifier.indexOf('\n');
        yield new External(identifier.substring(0, line), identifier.substring(line + 1));
      }
      case "oauth" -> {
        int colon = identifier.indexOf(':');
        yield new Social(identifier.substring(0, colon), identifier.substring(colon + 1));
      }
      case "passkey" -> new Passkey(identifier);
      default -> throw new IllegalStateException("a credential of format " + format);
    };
  }
}
