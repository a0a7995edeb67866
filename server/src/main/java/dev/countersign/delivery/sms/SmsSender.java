package dev.countersign.delivery.sms;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Provider;
import dev.countersign.environment.Providers;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Sends text messages by the service that each environment has an account with: its provider `sms`.
public final class SmsSender {
  public static final String PROVIDER = "sms";

  private final Environments environments;
  private final Providers providers;
  private final Outbound outbound;
  private final Clock clock;

  public SmsSender(Environments environments, Providers providers, Outbound outbound, Clock clock) {
    this.environments = environments;
    this.providers = providers;
    this.outbound = outbound;
    this.clock = clock;
  }

  /// Whether the environment's provider names a service; one that names none keeps messages here.
  public static boolean configured(Provider provider) {
    return switch (provider.text("gateway").orElse("twilio")) {
      case "twilio" -> provider.text("accountSid").isPresent();
      case "vonage", "sns" -> provider.text("clientId").isPresent();
      default -> true;
    };
  }

  /// Whether the service makes and judges the codes, as Twilio's Verify does.
  public static boolean judges(Environment environment) {
    return environment
        .provider(PROVIDER)
        .filter(SmsSender::configured)
        .filter(provider -> provider.text("gateway").orElse("twilio").equals("twilio"))
        .flatMap(provider -> provider.text("twilioVerifyServiceSid"))
        .isPresent();
  }

  public Outcome send(UUID environmentId, TextMessage message) {
    Optional<SmsGateway> gateway = gateway(environments.get(environmentId));
    if (gateway.isEmpty()) return new Outcome.Deferred("the provider sms is off or not complete");
    try {
      return gateway.get().outcome(outbound.call(gateway.get().request(message)));
    } catch (OutboundFailed failed) {
      return new Outcome.Deferred(String.valueOf(failed.getMessage()));
    }
  }

  /// Whether this is the code that the service sent.
  public boolean right(Environment environment, String number, String code) {
    if (gateway(environment).orElse(null) instanceof TwilioVerify verify) {
      try {
        return TwilioVerify.right(outbound.call(verify.check(number, code)))
            .orElseThrow(() -> unavailable("it does not say"));
      } catch (OutboundFailed failed) {
        throw unavailable(String.valueOf(failed.getMessage()));
      }
    }
    throw unavailable("it is switched off");
  }

  private Optional<SmsGateway> gateway(Environment environment) {
    return environment
        .provider(PROVIDER)
        .flatMap(
            provider -> providers.secret(provider).flatMap(secret -> gateway(provider, secret)));
  }

  private Optional<SmsGateway> gateway(Provider provider, String secret) {
    Optional<URI> base = provider.text("gatewayUrl").map(URI::create);
    String sender = provider.text("sender").orElse("");
    return switch (provider.text("gateway").orElse("twilio")) {
      case "twilio" -> twilio(provider, base, secret);
      case "vonage" ->
          provider
              .text("clientId")
              .filter(_ -> !sender.isEmpty())
              .map(key -> new Vonage(base.orElse(Vonage.BASE), key, secret, sender));
      case "sns" ->
          provider
              .text("clientId")
              .flatMap(
                  key ->
                      provider
                          .text("region")
                          .map(
                              region ->
                                  new Sns(
                                      base.orElse(Sns.base(region)),
                                      region,
                                      key,
                                      secret,
                                      sender,
                                      clock)));
      case "webhook" -> base.map(address -> new Webhook(address, secret, clock));
      default -> Optional.empty();
    };
  }

  private static Optional<SmsGateway> twilio(Provider provider, Optional<URI> base, String secret) {
    Optional<String> account = provider.text("accountSid");
    Optional<String> verify = provider.text("twilioVerifyServiceSid");
    if (verify.isPresent()) {
      return account.map(
          sid -> new TwilioVerify(base.orElse(TwilioVerify.BASE), sid, secret, verify.get()));
    }
    return account.flatMap(
        sid ->
            provider
                .text("twilioNumber")
                .map(from -> new Twilio(base.orElse(Twilio.BASE), sid, secret, from)));
  }

  private static Refusal unavailable(String why) {
    return new Refusal(Problem.SMS_PROVIDER_UNAVAILABLE, "the SMS service: " + why);
  }
}
