package dev.countersign.delivery;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for operators who ask what became of a message. `guard` refuses everyone else.
public final class MessageRoutes implements Routes {
  private final Environments environments;
  private final Messages messages;
  private final BiConsumer<Request, UUID> guard;

  public MessageRoutes(
      Environments environments, Messages messages, BiConsumer<Request, UUID> guard) {
    this.environments = environments;
    this.messages = messages;
    this.guard = guard;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/environments/{environmentId}/messages", this::recent);
  }

  private Response recent(Request request) {
    UUID id = Input.uuid("environmentId", request.path("environmentId"));
    guard.accept(request, id);
    List<Messages.Status> found =
        messages.recent(environments.get(id), InboxRoutes.number(request, "limit", 1, 100, 50));
    return Response.json(200, Map.of("messages", found.stream().map(MessageRoutes::json).toList()));
  }

  private static ObjectNode json(Messages.Status status) {
    Instant finished = status.finishedAt();
    return Json.object()
        .put("id", status.id().toString())
        .put("channel", status.channel())
        .put("to", status.to())
        .put("template", status.template())
        .put("state", status.state())
        .put("attempts", status.attempts())
        .put("createdAt", status.createdAt().toString())
        .put("finishedAt", finished == null ? null : finished.toString())
        .put("lastError", status.lastError());
  }
}
