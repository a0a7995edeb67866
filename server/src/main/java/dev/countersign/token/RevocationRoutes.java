package dev.countersign.token;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.token.Revocations.Published;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTTP for the list of revocations. With the tag of the list one has, and `Prefer: wait=25`
/// (RFC 7240 §4.3), the answer comes when it changes.
public final class RevocationRoutes implements Routes {
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,4})\"?");
  private static final long LONGEST = 25;

  private final Environments environments;
  private final Revocations revocations;

  public RevocationRoutes(Environments environments, Revocations revocations) {
    this.environments = environments;
    this.revocations = revocations;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/sdk/{environmentId}/.well-known/revocations", this::list);
  }

  private Response list(Request request) {
    Environment environment = environments.named(request.path("environmentId"));
    Optional<String> known = request.header("If-None-Match");
    Duration wait = known.isPresent() ? wait(request) : Duration.ZERO;
    Published list =
        wait.isZero() ? revocations.of(environment) : other(environment, known.orElseThrow(), wait);
    boolean same = known.filter(list.etag()::equals).isPresent();
    Response response =
        same ? Response.empty(304) : Response.of(200, "application/jwt", list.body());
    Response tagged = response.with("Cache-Control", "public, no-cache").with("ETag", list.etag());
    return wait.isZero() ? tagged : tagged.with("Preference-Applied", "wait");
  }

  private Published other(Environment environment, String etag, Duration wait) {
    try {
      return revocations.awaitOther(environment, etag, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(Problem.STORE_UNAVAILABLE, "the server stops");
    }
  }

  private static Duration wait(Request request) {
    Matcher wait = WAIT.matcher(request.header("Prefer").orElse(""));
    if (!wait.find()) return Duration.ZERO;
    return Duration.ofSeconds(Math.min(Long.parseLong(wait.group(1)), LONGEST));
  }
}
