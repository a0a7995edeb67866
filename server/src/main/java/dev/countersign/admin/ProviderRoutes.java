package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Provider;
import dev.countersign.environment.Providers;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.method.social.SocialProvider;
import dev.countersign.method.social.SocialProviders;
import dev.countersign.signin.SocialUrls;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the providers of an environment. A secret goes in and never comes out.
public final class ProviderRoutes implements Routes {
  private static final String ALL = "/api/v0/environments/{environmentId}/settings/providers";
  private static final String ONE = "/api/v0/settings/providers/{providerId}";

  /// Names of the wire that nothing here answers to.
  private static final Set<String> ELSEWHERE =
      Set.of(
          "emailOnly",
          "magicLink",
          "blocto",
          "banxa",
          "coinbaseOnramp",
          "cryptoDotCom",
          "moonPay",
          "dynamic",
          "alchemy",
          "zerodev",
          "turnkey",
          "coinbaseWaas",
          "zksync",
          "blockaid",
          "passkey",
          "sendgrid",
          "resend",
          "trmWalletScreening",
          "chainalysisAddressScreening");

  private final Environments environments;
  private final Providers providers;
  private final SocialProviders social;
  private final SocialUrls urls;

  public ProviderRoutes(
      Environments environments, Providers providers, SocialProviders social, SocialUrls urls) {
    this.environments = environments;
    this.providers = providers;
    this.social = social;
    this.urls = urls;
  }

  @Override
  public void register(Router router) {
    router.get(ALL, this::list);
    router.post(ALL, this::create);
    router.get(ALL + "/urls", this::urls);
    router.get(ONE, request -> shown(providers.get(id(request))));
    router.put(ONE, request -> shown(providers.update(id(request), request.input())));
    router.delete(ONE, this::delete);
    router.put(ONE + "/enable", request -> shown(providers.enable(id(request))));
    router.put(ONE + "/disable", request -> shown(providers.disable(id(request))));
  }

  private Response list(Request request) {
    ArrayNode list = Json.array();
    providers.list(environment(request)).forEach(provider -> list.add(document(provider)));
    return Response.json(200, Map.of("providers", list));
  }

  private Response create(Request request) {
    Environment environment = environment(request);
    Input input = request.input();
    String name = input.text("provider");
    boolean here = social.named(name).isPresent() || name.equals(SmsSender.PROVIDER);
    if (!here) throw notHere(name);
    if (input.optionalFlag("useDynamicCredentials").orElse(false)) {
      throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "there are no shared credentials");
    }
    Provider created = providers.create(environment.id(), name, input);
    return Response.json(201, document(created));
  }

  /// What to paste at each provider, before it is set up here.
  private Response urls(Request request) {
    UUID environmentId = environment(request).id();
    ArrayNode list = Json.array();
    for (SocialProvider one : social.all()) {
      ObjectNode document = list.addObject().put("provider", one.name());
      document.put("authorizationUrl", urls.login(environmentId, one.name()));
      document.put("redirectUrl", urls.redirect(environmentId, one.name()));
      document.put("scopes", one.scopes());
    }
    return Response.json(200, Map.of("providerUrls", list));
  }

  private Response delete(Request request) {
    providers.delete(id(request));
    return Response.empty(204);
  }

  private Response shown(Provider provider) {
    return Response.json(200, document(provider));
  }

  private ObjectNode document(Provider provider) {
    ObjectNode document = provider.members().deepCopy();
    document.put("id", provider.id().toString());
    document.put("provider", provider.name());
    if (provider.enabledAt() == null) document.putNull("enabledAt");
    else document.put("enabledAt", provider.enabledAt().toString());
    if (provider.name().equals(SmsSender.PROVIDER)) return document;
    document.put("redirectUrl", urls.redirect(provider.environmentId(), provider.name()));
    document.put("baseAuthUrl", urls.login(provider.environmentId(), provider.name()));
    return document;
  }

  private static Refusal notHere(String name) {
    boolean known = ELSEWHERE.contains(name);
    return new Refusal(
        known ? Problem.PROVIDER_NOT_AVAILABLE : Problem.BAD_REQUEST, "no provider of this name");
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static UUID id(Request request) {
    return Input.uuid("provider id", request.path("providerId"));
  }
}
