package dev.countersign.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;

/// The local inbox as a page, for `dev`. It gets its messages from [InboxRoutes] like any program.
public final class InboxPageRoutes implements Routes {
  /// No script but our own file. Styles may stand inline, for the preview of a mail inherits this
  /// policy and mails bear their styles so; with no images and no fonts they can tell nobody.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private static final String SCRIPT_PATH = "/inbox/assets/inbox.js";

  private final Environments environments;
  private final Response page = html("inbox.html");
  private final Response hint = html("inbox-hint.html");
  private final Response script =
      Response.of(200, "text/javascript; charset=utf-8", bytes("inbox.js"));

  public InboxPageRoutes(Environments environments) {
    this.environments = environments;
  }

  @Override
  public void register(Router router) {
    router.get("/inbox", request -> local(request, hint));
    router.get("/inbox/{environmentId}", this::page);
    router.get(SCRIPT_PATH, request -> local(request, script));
  }

  private Response page(Request request) {
    Response answer = local(request, page);
    environments.named(request.path("environmentId"));
    return answer;
  }

  private static Response local(Request request, Response answer) {
    InboxRoutes.requireLocal(request);
    return answer;
  }

  private static Response html(String name) {
    return Response.of(200, "text/html; charset=utf-8", bytes(name))
        .with("Content-Security-Policy", POLICY);
  }

  private static byte[] bytes(String name) {
    return Resource.text(name).getBytes(UTF_8);
  }
}
