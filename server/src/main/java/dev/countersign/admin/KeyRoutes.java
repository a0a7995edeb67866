package dev.countersign.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.token.KeyRotation;
import dev.countersign.token.KeyState;
import dev.countersign.token.SigningKeys;
import dev.countersign.token.SigningKeys.Listed;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for signing keys: their public halves, rotation and the emergency.
public final class KeyRoutes implements Routes {
  private static final String BASE = "/api/v0/environments/{environmentId}/keys";
  private static final String NOTICE = "noticeInSeconds";

  private final Environments environments;
  private final SigningKeys keys;
  private final KeyRotation rotation;

  public KeyRoutes(Environments environments, SigningKeys keys, KeyRotation rotation) {
    this.environments = environments;
    this.keys = keys;
    this.rotation = rotation;
  }

  @Override
  public void register(Router router) {
    router.get(BASE, this::list);
    router.get(BASE + "/{keyId}/pem", this::pem);
    router.post(BASE + "/rotate", this::rotate);
    router.post(BASE + "/revoke", this::revoke);
  }

  private Response list(Request request) {
    return Response.json(200, document(keys.list(environment(request))));
  }

  private Response pem(Request request) {
    String kid = request.path("keyId");
    Listed key =
        keys.list(environment(request)).stream()
            .filter(listed -> listed.kid().equals(kid))
            .findFirst()
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "key"));
    return Response.of(200, "application/x-pem-file", key.pem().getBytes(US_ASCII));
  }

  private Response rotate(Request request) {
    Environment environment = environment(request);
    rotation.rotate(environment, notice(request));
    return Response.json(200, document(keys.list(environment)));
  }

  private Response revoke(Request request) {
    Environment environment = environment(request);
    rotation.revoke(environment);
    return Response.json(200, document(keys.list(environment)));
  }

  private static Duration notice(Request request) {
    JsonNode seconds = request.input().members().path(NOTICE);
    if (seconds.isMissingNode()) return KeyRotation.NOTICE;
    if (seconds.isInt()) return Duration.ofSeconds(seconds.intValue());
    throw new Refusal(Problem.BAD_REQUEST, NOTICE + " is not a whole number");
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  /// `key` is the one that signs, as clients of this wire read it.
  private static ObjectNode document(List<Listed> all) {
    ObjectNode body = Json.object();
    ArrayNode list = Json.array();
    for (Listed key : all) {
      list.add(document(key));
      if (key.state() == KeyState.CURRENT) body.set("key", document(key));
    }
    body.set("keys", list);
    return body;
  }

  private static ObjectNode document(Listed key) {
    ObjectNode document = Json.object();
    document.put("id", key.kid());
    document.put("publicKey", Base64.getEncoder().encodeToString(key.pem().getBytes(US_ASCII)));
    document.put("state", key.state().name().toLowerCase(Locale.ROOT));
    document.put("createdAt", key.createdAt().toString());
    document.put("signsFrom", key.signsFrom().toString());
    if (key.expiresAt() != null) document.put("expiresAt", key.expiresAt().toString());
    if (key.revokedAt() != null) document.put("revokedAt", key.revokedAt().toString());
    return document;
  }
}
