package dev.countersign.http;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// All routes and filters, and the one catch of refusals. Filled at start, only read afterwards.
public final class Router {
  private static final System.Logger LOG = System.getLogger(Router.class.getName());

  private final Node root = new Node();
  private final List<Scope> scopes = new ArrayList<>();
  private final TreeSet<String> operations = new TreeSet<>();

  private record Scope(Template prefix, Filter filter) {}

  public Router get(String path, Handler handler) {
    return add("GET", path, handler);
  }

  public Router post(String path, Handler handler) {
    return add("POST", path, handler);
  }

  public Router put(String path, Handler handler) {
    return add("PUT", path, handler);
  }

  public Router patch(String path, Handler handler) {
    return add("PATCH", path, handler);
  }

  public Router delete(String path, Handler handler) {
    return add("DELETE", path, handler);
  }

  /// The filter registered first is the outermost.
  public Router within(String prefix, Filter filter) {
    scopes.add(new Scope(Template.of(prefix), filter));
    return this;
  }

  /// Every operation as `GET /path/{parameter}`, sorted.
  public List<String> operations() {
    return List.copyOf(operations);
  }

  Response answer(Request request) {
    return answered(this::routed, request);
  }

  private Response routed(Request request) {
    String[] path = Address.segments(request.route());
    Handler answer = handler(root.find(path, 0), path, request);
    for (Scope scope : scopes.reversed()) {
      if (!scope.prefix.begins(path)) continue;
      scope.prefix.read(path, request.parameters());
      Handler next = answer;
      answer = seen -> scope.filter.around(seen, inner -> answered(next, inner));
    }
    return answer.handle(request);
  }

  private static Handler handler(@Nullable Node node, String[] path, Request request) {
    if (node == null) return unknown -> refuse(Problem.NOT_FOUND, "no such path");
    Node.Endpoint endpoint = node.endpoint(request.method());
    if (endpoint != null) {
      request.matched(endpoint.template().text());
      endpoint.template().read(path, request.parameters());
      return endpoint.handler();
    }
    if (request.method().equals("OPTIONS"))
      return asked -> Response.empty(204).with("Allow", node.allow());
    return unable ->
        answered(any -> refuse(Problem.METHOD_NOT_ALLOWED, "no such method"), unable)
            .with("Allow", node.allow());
  }

  /// The one catch. It lies inside the filters, so that what they add is on refusals too.
  private static Response answered(Handler handler, Request request) {
    try {
      return handler.handle(request);
    } catch (Refusal refusal) {
      request.refused(refusal);
      return ProblemResponse.of(refusal, request.walletKit());
    } catch (Throwable bug) {
      LOG.log(Level.ERROR, request.method() + " " + request.pattern() + " " + request.id(), bug);
      var refusal = new Refusal(Problem.INTERNAL_ERROR, bug.getClass().getSimpleName());
      request.refused(refusal);
      return ProblemResponse.of(refusal, false);
    }
  }

  private static Response refuse(Problem problem, String reason) {
    throw new Refusal(problem, reason);
  }

  private Router add(String method, String path, Handler handler) {
    root.add(method, Template.of(path), handler);
    operations.add(method + " " + path);
    return this;
  }
}
