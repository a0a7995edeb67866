package dev.countersign.demo;

import dev.countersign.admin.Organizations;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// HTTP for the demo page: a few static files, and which environments there are to try.
public final class DemoRoutes implements Routes {
  /// Only what this server serves may run, and it may talk to this server only.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Organizations organizations;

  public DemoRoutes(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public void register(Router router) {
    file(router, "/demo", "index.html", "text/html; charset=utf-8");
    file(router, "/demo/demo.css", "demo.css", "text/css; charset=utf-8");
    for (String script :
        new String[] {"demo.js", "jwt.js", "claims.js", "wallet.js", "social.js", "factor.js"}) {
      file(router, "/demo/" + script, script, "text/javascript; charset=utf-8");
    }
    // Posted, since what is drawn is a secret.
    router.post(
        "/demo/qr",
        request -> Response.of(200, "image/svg+xml", QrCode.svg(request.input().text("text"))));
    router.get("/demo/environments.json", _ -> Response.json(200, environments()));
  }

  private Map<String, String> environments() {
    var project =
        organizations.all().stream()
            .flatMap(organization -> organizations.projectsOf(organization.id()).stream())
            .findFirst()
            .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "no project yet"));
    return Map.of(
        "sandbox", project.sandbox().toString(),
        "live", project.live().toString());
  }

  private static void file(Router router, String path, String name, String type) {
    byte[] content = read(name);
    router.get(path, _ -> Response.of(200, type, content).with("Content-Security-Policy", POLICY));
  }

  private static byte[] read(String name) {
    try (InputStream file = DemoRoutes.class.getResourceAsStream("/demo/" + name)) {
      if (file == null) throw new IllegalStateException("the demo has no " + name);
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
