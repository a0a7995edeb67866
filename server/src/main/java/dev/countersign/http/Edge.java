package dev.countersign.http;

import dev.countersign.base.Problem;
import org.eclipse.jetty.util.Callback;

/// Where the server library's words end: an exchange in, an answer out.
final class Edge extends org.eclipse.jetty.server.Handler.Abstract {
  private static final int MAX_ADDRESS = 8 * 1024;
  private static final Response TOO_LONG = ProblemResponse.of(414, Problem.CONTENT_TOO_LARGE);

  private final Router router;
  private final Wire wire;
  private final RequestLog log;
  private final int maxBodyBytes;
  private final Proxies proxies;

  Edge(Router router, Wire wire, RequestLog log, HttpSettings settings) {
    this.router = router;
    this.wire = wire;
    this.log = log;
    this.maxBodyBytes = settings.maxBodyBytes();
    this.proxies = settings.proxies();
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request in, org.eclipse.jetty.server.Response out, Callback callback)
      throws InterruptedException {
    long begin = in.getBeginNanoTime();
    Request request = new Request(in, wire.id(in), maxBodyBytes, proxies);
    Response response = tooLong(in) ? TOO_LONG : router.answer(request);
    request.drain();
    wire.send(request.id(), response, in, out, callback);
    log.routed(request, response.status(), begin);
    return true;
  }

  private static boolean tooLong(org.eclipse.jetty.server.Request in) {
    String address = in.getHttpURI().getPathQuery();
    return address != null && address.length() > MAX_ADDRESS;
  }
}
