package dev.countersign.admin;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.signin.VisitorRecord;
import dev.countersign.signin.Visits;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the wallets that were connected and proved nothing.
public final class VisitorRoutes implements Routes {
  private static final int STANDARD = 10;
  private static final int MOST = 100;
  private static final int FURTHEST = 1_000_000;

  private final Environments environments;
  private final Visits visits;

  public VisitorRoutes(Environments environments, Visits visits) {
    this.environments = environments;
    this.visits = visits;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/environments/{environmentId}/visitors", this::list);
  }

  private Response list(Request request) {
    Environment environment = environments.named(request.path("environmentId"));
    Visits.Page page =
        visits.page(
            environment,
            given(request, "filter[filterValue]"),
            given(request, "filter[chain]"),
            number(request, "limit", STANDARD, 1, MOST),
            number(request, "offset", 0, 0, FURTHEST));
    ObjectNode body = Json.object().put("count", page.count());
    ArrayNode list = body.putArray("visitors");
    page.visitors().forEach(visitor -> list.add(document(visitor)));
    return Response.json(200, body);
  }

  private static ObjectNode document(VisitorRecord visitor) {
    ObjectNode document = Json.object();
    document.put("id", visitor.id().toString());
    document.put("address", visitor.address());
    document.put("chain", visitor.chain());
    document.put("walletName", visitor.walletName());
    document.put("provider", visitor.provider());
    document.put("createdAt", visitor.firstSeenAt().toString());
    document.put("lastSeenAt", visitor.lastSeenAt().toString());
    document.put("visits", visitor.visits());
    document.put("projectEnvironmentId", visitor.environmentId().toString());
    return document;
  }

  /// The generated client writes a member that it does not have as the text `undefined`.
  private static String given(Request request, String name) {
    return request.query(name).filter(value -> !value.equals("undefined")).orElse("");
  }

  private static int number(Request request, String name, int standard, int least, int most) {
    String text = given(request, name);
    if (text.isEmpty()) return standard;
    if (!text.matches("[0-9]{1,7}")) throw wrong(name);
    int number = Integer.parseInt(text);
    if (number < least || number > most) throw wrong(name);
    return number;
  }

  private static Refusal wrong(String name) {
    return new Refusal(Problem.BAD_REQUEST, name + " is out of bounds");
  }
}
