package dev.countersign.http;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers requests that never reach the router: malformed, too large, or come while it stops.
final class Unrouted implements org.eclipse.jetty.server.Request.Handler {
  private final Wire wire;
  private final RequestLog log;

  Unrouted(Wire wire, RequestLog log) {
    this.wire = wire;
    this.log = log;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request in,
      org.eclipse.jetty.server.Response out,
      Callback callback) {
    int status = in.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer told ? told : 500;
    String id = wire.id(in);
    wire.send(id, answer(status), in, out, callback);
    log.unrouted(status, in.getBeginNanoTime(), id);
    return true;
  }

  private static Response answer(int status) {
    return switch (status) {
      case 413, 414, 431 -> ProblemResponse.of(status, Problem.CONTENT_TOO_LARGE);
      case 500 -> ProblemResponse.of(status, Problem.INTERNAL_ERROR);
      case 503 -> ProblemResponse.of(new Refusal(Problem.STORE_UNAVAILABLE, "stopping"), false);
      default -> ProblemResponse.of(status, Problem.BAD_REQUEST);
    };
  }
}
