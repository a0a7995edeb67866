package dev.countersign.captcha;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings.Captcha;
import dev.countersign.environment.Environments;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Form;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.OutboundFailed;
import java.net.URI;
import java.util.Map;

/// Asks hCaptcha or Cloudflare Turnstile whether a token was earned. No answer is no.
public final class Captchas {
  private static final URI HCAPTCHA = URI.create("https://api.hcaptcha.com/siteverify");
  private static final URI TURNSTILE =
      URI.create("https://challenges.cloudflare.com/turnstile/v0/siteverify");
  private static final int LONGEST = 8 * 1024;

  private final Environments environments;
  private final Outbound outbound;

  public Captchas(Environments environments, Outbound outbound) {
    this.environments = environments;
    this.outbound = outbound;
  }

  /// Refuses a request without a good `captchaToken` where the environment asks for one. The service
  /// takes a token once.
  ///
  /// @param address the caller's, which the service weighs too
  public void require(Environment environment, Input input, String address) {
    var captcha = environment.settings().security().captcha();
    if (captcha.isEmpty()) return;
    String token =
        input
            .optionalText("captchaToken")
            .filter(text -> !text.isBlank() && text.length() <= LONGEST)
            .orElseThrow(() -> new Refusal(Problem.INVALID_CAPTCHA, "no captcha token"));
    String secret =
        environments
            .secret(environment, captcha.get().secret())
            .orElseThrow(() -> unavailable("the captcha has no secret key"));
    if (!earned(captcha.get(), secret, token, address)) {
      throw new Refusal(Problem.INVALID_CAPTCHA, "the service does not accept the token");
    }
  }

  private boolean earned(Captcha captcha, String secret, String token, String address) {
    URI service =
        captcha
            .verifyUrl()
            .map(URI::create)
            .orElse(captcha.provider().equals("hcaptcha") ? HCAPTCHA : TURNSTILE);
    var form =
        Map.of(
            "secret", secret,
            "response", token,
            "remoteip", address,
            "sitekey", captcha.siteKey());
    try {
      Answer answer = outbound.call(Form.post(service, form, Map.of()));
      if (answer.status() != 200) throw unavailable("status " + answer.status());
      return Json.parse(answer.body()).path("success").asBoolean(false);
    } catch (OutboundFailed failed) {
      throw unavailable(String.valueOf(failed.getMessage()));
    }
  }

  private static Refusal unavailable(String why) {
    return new Refusal(Problem.CAPTCHA_UNAVAILABLE, why);
  }
}
