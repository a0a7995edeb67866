package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connection that gives little is not kept for long.
@Timeout(30)
class DeadlinesTest {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration ARRIVAL = Duration.ofSeconds(1);

  private final CountDownLatch answered = new CountDownLatch(1);

  @AutoClose
  private final HttpServer server =
      HttpServer.start(
          new HttpSettings("127.0.0.1", 0, 1_000, false, Level.DEBUG, IDLE, ARRIVAL, Proxies.NONE),
          List.of(this::routes));

  private void routes(Router router) {
    router
        .get("/slow", request -> slow())
        .post("/read", request -> Response.json(200, request.input().members()));
  }

  private Response slow() {
    try {
      boolean early = answered.await(IDLE.toMillis() * 5 / 2, TimeUnit.MILLISECONDS);
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
      assertThat(peer.readToTheEnd()).doesNotContain(" 200 ");
    }
  }

  @Test
  void leavesAHandlerThatTakesItsTime() throws IOException {
    assertThat(Peer.ask(server, "GET /slow").status()).isEqualTo(200);
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
