package dev.countersign.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
  private Map<EndPoint, Long> late = Map.of();

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
    var suspects = new HashMap<EndPoint, Long>();
    for (Connector connector : server.getConnectors()) {
      for (EndPoint peer : connector.getConnectedEndPoints()) {
        if (!(peer.getConnection() instanceof HttpConnection http)) continue;
        long begin = lateSince(http.getParser());
        // The parser belongs to another thread and may be between two requests as we look. Only the
        // same request, seen late in two rounds, is late.
        if (begin != 0 && begin == late.getOrDefault(peer, 0L)) peer.close();
        else if (begin != 0) suspects.put(peer, begin);
      }
    }
    late = suspects;
    if (server.isRunning()) schedule();
  }

  /// When the request that is arriving too slowly began, or 0.
  private long lateSince(HttpParser parser) {
    if (parser.isStart() || parser.isComplete() || parser.isTerminated()) return 0;
    long begin = parser.getBeginNanoTime();
    return begin != 0 && NanoTime.millisSince(begin) > arrival ? begin : 0;
  }

  private void schedule() {
    long round = Math.clamp(arrival / 4, 50, 1_000);
    var _ = server.getScheduler().schedule(this, round, TimeUnit.MILLISECONDS);
  }
}
