package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection that gives little is not kept for long.
@Timeout(30)
class DeadlinesTest {
  private static final Duration IDLE = Duration.ofMillis(800);
  private static final Duration ARRIVAL = Duration.ofMillis(200);

  private final CountDownLatch answered = new CountDownLatch(1);

  @AutoClose
  private final HttpServer server =
      HttpServer.start(
          new HttpSettings("127.0.0.1", 0, 1_000, false, Level.DEBUG, IDLE, ARRIVAL),
          List.of(this::routes));

  private void routes(Router router) {
    router
        .get("/quick", request -> Response.empty(200))
        .get("/slow", request -> slow())
        .post("/read", request -> Response.json(200, request.input().members()));
  }

  private Response slow() {
    try {
      boolean early = answered.await(IDLE.toMillis() * 2, TimeUnit.MILLISECONDS);
      return Response.empty(early ? 500 : 200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void endsASilentConnection() throws IOException {
    try (var peer = new Peer(server)) {
      assertThat(peer.isClosed()).isTrue();
    }
  }

  @Test
  void endsAHeadThatDrips() throws Exception {
    try (var peer = new Peer(server)) {
      peer.raw("GET /slow HTTP/1.1\r\nHost: here\r\n");
      assertThat(dripsUntilClosed(peer)).isLessThan(100);
    }
  }

  @Test
  void endsABodyThatDrips() throws Exception {
    try (var peer = new Peer(server)) {
      peer.send("POST /read HTTP/1.1", "Content-Length: 1000");
      assertThat(dripsUntilClosed(peer)).isLessThan(100);
    }
  }

  @Test
  void endsABodyThatStops() throws IOException {
    try (var peer = new Peer(server)) {
      peer.send("POST /read HTTP/1.1", "Content-Length: 10").raw("{");
      assertThat(peer.isClosed()).isTrue();
    }
  }

  @Test
  void leavesAHandlerThatTakesItsTime() throws IOException {
    assertThat(Peer.ask(server, "GET /slow").status()).isEqualTo(200);
  }

  /// The watch looks at parsers that other threads are using: it must not mistake one that is between
  /// two requests for one that is late.
  @Test
  void leavesBusyConnectionsAlone() throws Exception {
    Callable<Integer> busy = () -> askUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> asked : threads.invokeAll(Collections.nCopies(16, busy)))
        assertThat(asked.get()).isPositive();
    }
  }

  private int askUntil(long end) throws IOException {
    try (var peer = new Peer(server)) {
      int asked = 0;
      for (; System.nanoTime() < end; asked++)
        assertThat(peer.send("GET /quick HTTP/1.1").read().status()).isEqualTo(200);
      return asked;
    }
  }

  private static int dripsUntilClosed(Peer peer) throws Exception {
    for (int drip = 0; drip < 100; drip++) {
      try {
        peer.raw("a");
      } catch (IOException _) {
        return drip;
      }
      Thread.sleep(100);
    }
    return 100;
  }
}
