package dev.countersign.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;

/// Ends connections whose request takes too long to arrive. The idle timeout cannot: it begins anew
/// with every byte, so one byte now and then would hold a connection for hours (Slowloris).
final class Arrivals implements Runnable {
  private final Server server;
  private final long arrival;

  private Arrivals(Server server, Duration arrival) {
    this.server = server;
    this.arrival = arrival.toMillis();
  }

  /// Looks after a running server until it stops.
  static void watch(Server server, Duration arrival) {
    new Arrivals(server, arrival).schedule();
  }

  @Override
  public void run() {
    for (Connector connector : server.getConnectors()) {
      for (EndPoint peer : connector.getConnectedEndPoints()) {
        if (peer.getConnection() instanceof HttpConnection http && isLate(http.getParser()))
          peer.close();
      }
    }
    if (server.isRunning()) schedule();
  }

  private boolean isLate(HttpParser parser) {
    boolean arriving = !parser.isStart() && !parser.isComplete() && !parser.isTerminated();
    return arriving && NanoTime.millisSince(parser.getBeginNanoTime()) > arrival;
  }

  private void schedule() {
    long round = Math.clamp(arrival / 4, 50, 1_000);
    var _ = server.getScheduler().schedule(this, round, TimeUnit.MILLISECONDS);
  }
}
