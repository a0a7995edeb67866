package dev.countersign.signin;

import dev.countersign.base.Json;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Provider;
import dev.countersign.method.social.SocialProviders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What clients are told of the social providers that are switched on.
public final class SocialSettings {
  private final SocialProviders providers;
  private final SocialUrls urls;

  public SocialSettings(SocialProviders providers, SocialUrls urls) {
    this.providers = providers;
    this.urls = urls;
  }

  /// Adds them to a ProjectSettings. An SDK offers those that `socialSignIn` names as well; there
  /// the operator's word stands.
  void addTo(ObjectNode settings, Environment environment) {
    ArrayNode listed = settings.withArray("providers");
    ArrayNode offered =
        settings.withObject("sdk").withObject("socialSignIn").withArray("providers");
    for (Provider provider : environment.providers()) {
      var social = providers.named(provider.name());
      if (!provider.enabled() || social.isEmpty()) continue;
      listed.add(document(provider, social.get().scopes()));
      if (!names(offered, provider.name())) {
        offered.addObject().put("provider", provider.name()).put("enabled", true);
      }
    }
  }

  private ObjectNode document(Provider provider, String scopes) {
    ObjectNode document = Json.object();
    document.put("id", provider.id().toString());
    document.put("provider", provider.name());
    document.put("enabledAt", String.valueOf(provider.enabledAt()));
    // SDKs need a client id to go anywhere; Steam has none to give.
    document.put("clientId", provider.text("clientId").orElse(provider.name()));
    document.put("redirectUrl", urls.redirect(provider.environmentId(), provider.name()));
    document.put("baseAuthUrl", urls.login(provider.environmentId(), provider.name()));
    // For Telegram an SDK looks here.
    document.put("authorizationUrl", urls.login(provider.environmentId(), provider.name()));
    document.put("scopes", provider.text("scopes").orElse(scopes));
    provider.text("shopifyStore").ifPresent(store -> document.put("shopifyStore", store));
    return document;
  }

  private static boolean names(ArrayNode offered, String provider) {
    for (JsonNode one : offered) {
      if (one.path("provider").stringValueOpt().filter(provider::equals).isPresent()) return true;
    }
    return false;
  }
}
