package dev.countersign.http;

import dev.countersign.base.Refusal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.util.NanoTime;

/// One line per request. Never the path itself, the query, a header or the body: they may hold names
/// and secrets.
final class RequestLog {
  private static final Logger LOG = System.getLogger("dev.countersign.requests");

  private final Level level;

  RequestLog(Level level) {
    this.level = level;
  }

  void routed(Request request, int status, long begin) {
    if (!LOG.isLoggable(level)) return;
    Refusal refusal = request.refusal();
    String reason = refusal == null ? "" : " " + refusal.getMessage();
    write(request.method() + " " + request.pattern(), status, begin, request.id() + reason);
  }

  /// What the protocol layer refused has no route, and its method may be noise.
  void unrouted(int status, long begin, String id) {
    if (LOG.isLoggable(level)) write("- -", status, begin, id);
  }

  private void write(String route, int status, long begin, String rest) {
    LOG.log(level, route + " " + status + " " + NanoTime.millisSince(begin) + " ms " + rest);
  }
}
