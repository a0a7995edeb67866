package dev.countersign.http;

import java.lang.System.Logger.Level;
import java.util.List;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The running server: each request on a virtual thread of its own.
public final class HttpServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
  private static final long STOP_MILLIS = 10_000;
  private static final int MAX_CONNECTIONS = 10_000;
  // Platform threads take connections and select; handlers never run on them.
  private static final int SELECTING_THREADS = 16;

  private final Server server;
  private final int port;

  private final Router router;

  private HttpServer(Server server, int port, Router router) {
    this.server = server;
    this.port = port;
    this.router = router;
  }

  /// Every route is registered before the first connection is taken.
  public static HttpServer start(HttpSettings settings, List<Routes> routes) {
    LibraryLog.quiet();
    Router router = new Router();
    for (Routes each : routes) each.register(router);
    Wire wire = new Wire(settings);
    RequestLog log = new RequestLog(settings.requestLog());
    Server server = new Server(threads());
    server.setHandler(new GracefulHandler(new Edge(router, wire, log, settings)));
    server.setErrorHandler(new Unrouted(wire, log));
    server.setStopTimeout(STOP_MILLIS);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    int port = Listener.open(server, settings);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not start", e);
    }
    Arrivals.watch(server, settings.arrival());
    return new HttpServer(server, port, router);
  }

  public List<String> operations() {
    return router.operations();
  }

  public int port() {
    return port;
  }

  /// Refuses what is new, finishes what has begun, and waits no longer than ten seconds for it.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "requests were still running when the server stopped", e);
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(SELECTING_THREADS, 2);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    return threads;
  }
}
