package dev.countersign.delivery;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Kind;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the local inbox. Whoever reads it can sign in as anyone: nothing is answered before
/// `guard`, and no answer ever allows another origin to read it.
public final class InboxRoutes implements Routes {
  private static final Pattern LOCAL_HOST =
      Pattern.compile("(?i)(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

  private final Environments environments;
  private final Inbox inbox;
  private final UnaryOperator<String> spelling;
  private final BiConsumer<Request, UUID> guard;
  private final Set<Kind> kinds;

  private InboxRoutes(
      Environments environments,
      Inbox inbox,
      UnaryOperator<String> spelling,
      BiConsumer<Request, UUID> guard,
      Set<Kind> kinds) {
    this.environments = environments;
    this.inbox = inbox;
    this.spelling = spelling;
    this.guard = guard;
    this.kinds = kinds;
  }

  /// For `dev`: open to the programs and browsers of this machine. `spelling` turns an address as
  /// typed into the one that messages bear.
  public static InboxRoutes local(
      Environments environments, Inbox inbox, UnaryOperator<String> spelling) {
    return new InboxRoutes(
        environments,
        inbox,
        spelling,
        (request, _) -> requireLocal(request),
        EnumSet.allOf(Kind.class));
  }

  /// For `serve`: open to whom `guard` lets pass, and for sandboxes only.
  public static InboxRoutes guarded(
      Environments environments,
      Inbox inbox,
      UnaryOperator<String> spelling,
      BiConsumer<Request, UUID> guard) {
    return new InboxRoutes(environments, inbox, spelling, guard, EnumSet.of(Kind.SANDBOX));
  }

  /// The host is checked because a page of a stranger can make its own name lead here (DNS
  /// rebinding); the forwarding headers because a tunnel makes strangers look local.
  static void requireLocal(Request request) {
    boolean local =
        request.header("Host").filter(host -> LOCAL_HOST.matcher(host).matches()).isPresent()
            && InetAddress.ofLiteral(request.remoteAddress()).isLoopbackAddress()
            && request.header("Forwarded").isEmpty()
            && request.header("X-Forwarded-For").isEmpty();
    if (!local) throw new Refusal(Problem.FORBIDDEN, "the inbox is for this machine only");
  }

  @Override
  public void register(Router router) {
    router.get("/inbox/{environmentId}/messages", this::messages);
    router.delete("/inbox/{environmentId}/messages", this::clear);
    router.get("/inbox/{environmentId}/next", this::next);
  }

  private Response messages(Request request) {
    Environment environment = environment(request);
    var messages = inbox.newest(environment, to(request), number(request, "limit", 1, 100, 50));
    return Response.json(
        200,
        Map.of(
            "messages",
            messages.stream().map(InboxRoutes::json).toList(),
            "receives",
            inbox.receives(environment)));
  }

  private Response next(Request request) {
    Environment environment = environment(request);
    Optional<UUID> after = request.query("after").map(id -> Input.uuid("after", id));
    Duration wait = Duration.ofSeconds(number(request, "wait", 0, 30, 30));
    return inbox
        .next(environment, to(request), after.orElse(null), wait)
        .map(message -> Response.json(200, json(message)))
        .orElseGet(() -> Response.empty(204));
  }

  private Response clear(Request request) {
    inbox.clear(environment(request));
    return Response.empty(204);
  }

  private Environment environment(Request request) {
    UUID id = Input.uuid("environmentId", request.path("environmentId"));
    guard.accept(request, id);
    Environment environment = environments.get(id);
    if (kinds.contains(environment.kind())) return environment;
    throw new Refusal(Problem.NOT_FOUND, "no inbox for a " + environment.kind().wireName());
  }

  private @Nullable String to(Request request) {
    return request.query("to").map(spelling).orElse(null);
  }

  static int number(Request request, String name, int least, int most, int absent) {
    Optional<String> text = request.query(name);
    if (text.isEmpty()) return absent;
    if (text.get().matches("\\d{1,4}")) {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) return number;
    }
    throw new Refusal(Problem.BAD_REQUEST, name + " is not a number from " + least + " to " + most);
  }

  private static ObjectNode json(InboxMessage message) {
    return Json.object()
        .put("id", message.id().toString())
        .put("to", message.to())
        .put("subject", message.subject())
        .put("text", message.text())
        .put("html", message.html())
        .put("code", message.code())
        .put("link", message.link())
        .put("sentAt", message.sentAt().toString())
        .put("expiresAt", message.expiresAt().toString());
  }
}
