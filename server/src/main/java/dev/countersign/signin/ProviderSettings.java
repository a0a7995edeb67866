package dev.countersign.signin;

import dev.countersign.base.Json;
import dev.countersign.delivery.sms.SmsCountries;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Provider;
import dev.countersign.method.social.SocialProviders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What clients are told of the providers that are switched on: social ones, and text messages.
public final class ProviderSettings {
  private final SocialProviders providers;
  private final SocialUrls urls;

  public ProviderSettings(SocialProviders providers, SocialUrls urls) {
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
      if (!provider.enabled()) continue;
      if (provider.name().equals(SmsSender.PROVIDER)) listed.add(texts(provider));
      var social = providers.named(provider.name());
      if (social.isEmpty()) continue;
      listed.add(document(provider, social.get().scopes()));
      if (!names(offered, provider.name())) {
        offered.addObject().put("provider", provider.name()).put("enabled", true);
      }
    }
  }

  private static ObjectNode texts(Provider provider) {
    ObjectNode document = document(provider);
    document.set("enabledCountries", SmsCountries.of(provider));
    return document;
  }

  private static ObjectNode document(Provider provider) {
    return Json.object()
        .put("id", provider.id().toString())
        .put("provider", provider.name())
        .put("enabledAt", String.valueOf(provider.enabledAt()));
  }

  private ObjectNode document(Provider provider, String scopes) {
    ObjectNode document = document(provider);
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
