package dev.countersign.http;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;

/// Where the server library's words end: an exchange in, an answer out, one line in the log.
final class Edge extends org.eclipse.jetty.server.Handler.Abstract {
  private static final Logger LOG = System.getLogger("dev.countersign.requests");
  private static final int MAX_ADDRESS = 8 * 1024;
  private static final Response TOO_LONG = ProblemResponse.of(414, Problem.CONTENT_TOO_LARGE);

  private final Router router;
  private final Wire wire;
  private final int maxBodyBytes;
  private final Level level;

  Edge(Router router, Wire wire, HttpSettings settings) {
    this.router = router;
    this.wire = wire;
    this.maxBodyBytes = settings.maxBodyBytes();
    this.level = settings.requestLog();
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request in,
      org.eclipse.jetty.server.Response out,
      Callback callback) {
    Request request = new Request(in, wire.id(in), maxBodyBytes);
    Response response = tooLong(in) ? TOO_LONG : router.answer(request);
    wire.send(request.id(), response, in, out, callback);
    if (LOG.isLoggable(level)) LOG.log(level, line(request, response, in));
    return true;
  }

  private static boolean tooLong(org.eclipse.jetty.server.Request in) {
    String address = in.getHttpURI().getPathQuery();
    return address != null && address.length() > MAX_ADDRESS;
  }

  /// Never the path itself, the query, a header or the body: they may hold names and secrets.
  private static String line(
      Request request, Response response, org.eclipse.jetty.server.Request in) {
    String millis = NanoTime.millisSince(in.getBeginNanoTime()) + " ms";
    String line =
        String.join(" ", request.method(), request.pattern(), "" + response.status(), millis);
    Refusal refusal = request.refusal();
    return line + " " + request.id() + (refusal == null ? "" : " " + refusal.getMessage());
  }
}
