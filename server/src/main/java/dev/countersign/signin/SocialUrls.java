package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.environment.PublicUrl;
import java.net.URLEncoder;
import java.util.UUID;

/// The addresses of this server that a sign-in through a provider goes by.
public final class SocialUrls {
  private final PublicUrl publicUrl;

  public SocialUrls(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /// Where apps send a browser; it goes on to the provider from there.
  public String login(UUID environmentId, String provider) {
    return base(environmentId) + "/providers/" + provider + "/login";
  }

  /// Where the provider sends it back to: what an operator pastes there. Coinbase takes no address
  /// with its own name in it.
  public String redirect(UUID environmentId, String provider) {
    return provider.equals("coinbasesocial")
        ? base(environmentId) + "/providers/cbOauthRedirectUrl"
        : base(environmentId) + "/providers/" + provider + "/redirect";
  }

  /// What Telegram's widget comes back to.
  String telegram(UUID environmentId, String state) {
    return base(environmentId) + "/telegram/auth?state=" + URLEncoder.encode(state, UTF_8);
  }

  private String base(UUID environmentId) {
    return publicUrl.origin() + "/api/v0/sdk/" + environmentId;
  }
}
