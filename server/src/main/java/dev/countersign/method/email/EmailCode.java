package dev.countersign.method.email;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.challenge.Challenge;
import dev.countersign.challenge.Prompt;
import dev.countersign.challenge.Purpose;
import dev.countersign.challenge.TestAccounts;
import dev.countersign.credential.Credential;
import dev.countersign.credential.EmailAddress;
import dev.countersign.delivery.Message;
import dev.countersign.environment.Environment;
import dev.countersign.method.AuthenticationMethod;
import dev.countersign.method.CodeRules;
import dev.countersign.method.OneTimeCodes;
import dev.countersign.method.Proof;
import dev.countersign.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sign-in by a six-digit code sent to an e-mail address.
public final class EmailCode implements AuthenticationMethod.Ceremony {
  public static final String ID = "email";

  private final CodeRules rules;
  private final TestAccounts testAccounts;
  private final OneTimeCodes codes;
  private final Secrets secrets;

  public EmailCode(CodeRules rules, TestAccounts testAccounts, Vault vault, Secrets secrets) {
    this.rules = rules;
    this.testAccounts = testAccounts;
    this.codes = new OneTimeCodes("email-code", vault, secrets);
    this.secrets = secrets;
  }

  @Override
  public String id() {
    return ID;
  }

  /// Looks no user up: a known and an unknown address take the same path and the same time.
  @Override
  public Prompt start(Environment environment, Purpose purpose, Input input) {
    return prompt(environment, secrets.randomId(), purpose, EmailAddress.of(input.text("email")));
  }

  @Override
  public Prompt renew(Environment environment, Input input) {
    UUID challengeId = input.uuid("verificationUUID");
    return prompt(environment, challengeId, Purpose.SIGN_IN, EmailAddress.of(input.text("email")));
  }

  @Override
  public Proof finish(Environment environment, Challenge challenge, Input input) {
    String code = input.text("verificationToken").strip();
    if (!codes.right(challenge, code)) {
      throw new Refusal(Problem.WRONG_EMAIL_VERIFICATION_TOKEN, "challenge " + challenge.id());
    }
    return Proof.of(new Credential.Email(new EmailAddress(challenge.subject())), List.of("otp"));
  }

  private Prompt prompt(
      Environment environment, UUID challengeId, Purpose purpose, EmailAddress address) {
    if (!environment.settings().email().enabled()) {
      throw new Refusal(Problem.NO_ENABLED_EMAIL_PROVIDER, "e-mail sign-in is off");
    }
    Optional<String> staticCode = testAccounts.codeFor(environment, address.value());
    if (staticCode.isEmpty()
        && address.subaddressed()
        && environment.settings().email().blockSubaddresses()) {
      throw new Refusal(Problem.INVALID_EMAIL, "sub-addresses are blocked");
    }
    String code = staticCode.orElseGet(codes::fresh);
    return new Prompt(
        challengeId,
        address.value(),
        codes.fingerprint(challengeId, address.value(), code),
        rules.lifetime(),
        rules.attempts(),
        staticCode.isPresent() ? null : message(purpose, address, code));
  }

  private Message message(Purpose purpose, EmailAddress address, String code) {
    return switch (purpose) {
      case SIGN_IN -> Message.signInCode(address.value(), code, rules.lifetime());
      case LINK -> Message.linkCode(address.value(), code, rules.lifetime());
    };
  }
}
