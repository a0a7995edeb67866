package dev.countersign.token;

import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;

/// HTTP for the public key set. Both addresses answer the same.
public final class JwksRoutes implements Routes {
  /// Shorter than any overlap of keys at rotation, so that no cache misses a new key.
  private static final String CACHE = "public, max-age=600, stale-if-error=86400";

  private final Environments environments;
  private final SigningKeys keys;

  public JwksRoutes(Environments environments, SigningKeys keys) {
    this.environments = environments;
    this.keys = keys;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/sdk/{environmentId}/.well-known/jwks", this::jwks);
    router.get("/api/v0/sdk/{environmentId}/.well-known/jwks.json", this::jwks);
  }

  private Response jwks(Request request) {
    Jwks jwks = keys.jwks(environments.named(request.path("environmentId")));
    boolean known = request.header("If-None-Match").filter(jwks.etag()::equals).isPresent();
    Response response =
        known ? Response.empty(304) : Response.of(200, "application/json", jwks.body());
    return response.with("Cache-Control", CACHE).with("ETag", jwks.etag());
  }
}
