package dev.countersign.method.sms;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.challenge.Challenge;
import dev.countersign.challenge.Prompt;
import dev.countersign.challenge.Purpose;
import dev.countersign.challenge.TestAccounts;
import dev.countersign.credential.Credential;
import dev.countersign.credential.PhoneNumber;
import dev.countersign.delivery.Message;
import dev.countersign.delivery.sms.SmsCountries;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Provider;
import dev.countersign.method.AuthenticationMethod;
import dev.countersign.method.CodeRules;
import dev.countersign.method.OneTimeCodes;
import dev.countersign.method.Proof;
import dev.countersign.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sign-in by a six-digit code sent to a phone as a text message. A weaker proof than others: who
/// takes a number over takes what it signs in to (NIST SP 800-63B §5.1.3.3, restricted).
public final class SmsCode implements AuthenticationMethod.Ceremony {
  public static final String ID = "sms";

  /// In the place of a code that only the service knows: no typed text has its fingerprint.
  private static final String JUDGED_ELSEWHERE = "judged by the service";

  private final CodeRules rules;
  private final TestAccounts testAccounts;
  private final OneTimeCodes codes;
  private final SmsSender sender;
  private final Vault vault;
  private final Secrets secrets;

  public SmsCode(
      CodeRules rules, TestAccounts testAccounts, SmsSender sender, Vault vault, Secrets secrets) {
    this.rules = rules;
    this.testAccounts = testAccounts;
    this.codes = new OneTimeCodes("sms-code", vault, secrets);
    this.sender = sender;
    this.vault = vault;
    this.secrets = secrets;
  }

  @Override
  public String id() {
    return ID;
  }

  /// Looks no user up: a known and an unknown number take the same path and the same time.
  @Override
  public Prompt start(Environment environment, Purpose purpose, Input input) {
    return prompt(environment, secrets.randomId(), purpose, number(input));
  }

  @Override
  public Prompt renew(Environment environment, Input input) {
    UUID challengeId = input.uuid("verificationUUID");
    return prompt(environment, challengeId, Purpose.SIGN_IN, number(input));
  }

  /// For a profile, where a number is one text with its country.
  public Prompt link(Environment environment, PhoneNumber number) {
    return prompt(environment, secrets.randomId(), Purpose.LINK, number);
  }

  @Override
  public Proof finish(Environment environment, Challenge challenge, Input input) {
    String code = input.text("verificationToken").strip();
    boolean right =
        judgedElsewhere(challenge)
            ? OneTimeCodes.wellFormed(code) && sender.right(environment, challenge.subject(), code)
            : codes.right(challenge, code);
    if (!right) {
      throw new Refusal(Problem.WRONG_SMS_VERIFICATION_TOKEN, "challenge " + challenge.id());
    }
    return Proof.of(
        new Credential.Phone(new PhoneNumber(challenge.subject())), List.of("otp", "sms"));
  }

  private Prompt prompt(
      Environment environment, UUID challengeId, Purpose purpose, PhoneNumber number) {
    Provider provider =
        environment
            .provider(SmsSender.PROVIDER)
            .orElseThrow(
                () -> new Refusal(Problem.NO_ENABLED_SMS_PROVIDER, "the provider sms is off"));
    if (!SmsCountries.allow(provider, number.region())) {
      throw new Refusal(Problem.INVALID_PHONE, "its country is not enabled");
    }
    Optional<String> staticCode =
        testAccounts.codeForNumber(environment, number.countryCode(), number.national());
    if (staticCode.isEmpty() && !number.reachable()) {
      throw new Refusal(Problem.INVALID_PHONE, "nobody has such a number");
    }
    String code = staticCode.orElseGet(codes::fresh);
    boolean elsewhere = staticCode.isEmpty() && SmsSender.judges(environment);
    return new Prompt(
        challengeId,
        number.value(),
        codes.fingerprint(challengeId, number.value(), elsewhere ? JUDGED_ELSEWHERE : code),
        rules.lifetime(),
        rules.attempts(),
        staticCode.isPresent() ? null : message(purpose, number, code));
  }

  private boolean judgedElsewhere(Challenge challenge) {
    return vault.matches(
        codes.fingerprint(challenge.id(), challenge.subject(), JUDGED_ELSEWHERE),
        challenge.fingerprint());
  }

  private Message message(Purpose purpose, PhoneNumber number, String code) {
    return switch (purpose) {
      case SIGN_IN -> Message.signInText(number.value(), code, rules.lifetime());
      case LINK -> Message.linkText(number.value(), code, rules.lifetime());
    };
  }

  private static PhoneNumber number(Input input) {
    return PhoneNumber.of(
        input.text("phoneCountryCode"), input.text("phoneNumber"), input.text("isoCountryCode"));
  }
}
