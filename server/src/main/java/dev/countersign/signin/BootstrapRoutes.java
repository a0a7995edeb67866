package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Nonces;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.ProjectSettings;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for what a client asks before anyone signs in.
public final class BootstrapRoutes implements Routes {
  private static final String BASE = "/api/v0/sdk/{environmentId}";
  private static final int MOST_NONCES = 20;

  private final Environments environments;
  private final Nonces nonces;
  private final Visits visits;
  private final ProviderSettings social;
  private final Limits limits;

  public BootstrapRoutes(
      Environments environments,
      Nonces nonces,
      Visits visits,
      ProviderSettings social,
      Limits limits) {
    this.environments = environments;
    this.nonces = nonces;
    this.visits = visits;
    this.social = social;
    this.limits = limits;
  }

  @Override
  public void register(Router router) {
    router.get(BASE + "/settings", this::settings);
    router.get(BASE + "/nonce", this::nonce);
    router.get(BASE + "/nonces", this::nonces);
    router.get(BASE + "/healthcheck", this::healthcheck);
    router.post(BASE + "/connect", this::connect);
    router.post(BASE + "/prefetch", this::prefetch);
    router.post(BASE + "/sdkSettings", this::sdkSettings);
    router.post(BASE + "/events", this::events);
  }

  private Response settings(Request request) {
    Environment environment = environment(request);
    ObjectNode settings =
        ProjectSettings.forClients(
            environment.kind(), environment.document(), environment.createdAt());
    social.addTo(settings, environment);
    return Response.json(200, settings);
  }

  private Response nonce(Request request) {
    limits.use(Limit.NONCE_PER_IP, request.remoteAddress());
    return Response.json(200, Map.of("nonce", nonces.issue(environment(request))));
  }

  private Response nonces(Request request) {
    limits.use(Limit.NONCE_PER_IP, request.remoteAddress());
    Environment environment = environment(request);
    int count = count(request);
    List<String> issued = Stream.generate(() -> nonces.issue(environment)).limit(count).toList();
    return Response.json(200, Map.of("nonces", issued));
  }

  private Response healthcheck(Request request) {
    environment(request);
    return Response.json(200, Map.of("status", "healthy"));
  }

  private Response connect(Request request) {
    limits.use(Limit.CONNECT_PER_IP, request.remoteAddress());
    visits.record(environment(request), request.input());
    return Response.empty(202);
  }

  /// A hint that a wallet is about to connect; there is nothing to prepare yet.
  private Response prefetch(Request request) {
    environment(request);
    Input input = request.input();
    input.text("chain");
    input.text("publicWalletAddress");
    return Response.empty(202);
  }

  /// How an app is built is the client's telemetry; it is read, checked for shape and not kept.
  private Response sdkSettings(Request request) {
    environment(request);
    request.input();
    return Response.empty(204);
  }

  private Response events(Request request) {
    environment(request);
    request.input();
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static int count(Request request) {
    String text = request.query("count").orElse("1");
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1) {
      throw new Refusal(Problem.BAD_REQUEST, "count is not a number from 1");
    }
    return Math.min(Integer.parseInt(text), MOST_NONCES);
  }
}
