package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Starting, stopping, and many at once.
@Timeout(60)
class HttpServerTest {
  private static final int MANY = 1_000;

  private final AtomicInteger handled = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch together = new CountDownLatch(MANY);

  @AutoClose
  private final HttpServer server =
      HttpServer.start(HttpSettings.of("127.0.0.1", 0), List.of(this::routes));

  private void routes(Router router) {
    router
        .get("/held", request -> held())
        .get("/together", request -> meet())
        .get("/quick", request -> Response.empty(200));
  }

  private Response held() {
    begun.countDown();
    await(released);
    handled.incrementAndGet();
    return Response.json(200, List.of("done"));
  }

  private Response meet() {
    together.countDown();
    await(together);
    handled.incrementAndGet();
    return Response.empty(200);
  }

  @Test
  void answersWhoIsRefusedWhileTheBodyIsStillOnItsWay() throws Exception {
    try (var peer = new Peer(server)) {
      for (int i = 0; i < 3; i++) {
        peer.raw("POST /nowhere HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n");
        Thread.sleep(100);
        peer.raw("{}");

        assertThat(peer.read().status()).isEqualTo(404);
      }
    }
  }

  @Test
  void answersAThousandThatWaitForEachOther() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> ask = () -> Peer.ask(server, "GET /together").status();
      var answers = threads.invokeAll(IntStream.range(0, MANY).mapToObj(i -> ask).toList());

      for (Future<Integer> answer : answers) assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(handled).hasValue(MANY);
  }

  @Test
  void finishesWhatHasBegunAndRefusesWhatIsNew() throws Exception {
    try (var inFlight = new Peer(server);
        var keptAlive = new Peer(server);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(keptAlive.send("GET /quick HTTP/1.1").read().status()).isEqualTo(200);
      inFlight.send("GET /held HTTP/1.1");
      await(begun);

      Future<?> stop = threads.submit(server::close);
      awaitRefusal();
      assertThat(lastStatus(keptAlive)).isEqualTo(503);
      Thread.sleep(600);
      assertThat(stop.isDone()).isFalse();
      released.countDown();

      assertThat(inFlight.read().body()).isEqualTo("[\"done\"]");
      assertThat(inFlight.isClosed()).isTrue();
      assertThat(keptAlive.isClosed()).isTrue();
      stop.get(5, TimeUnit.SECONDS);
    }
    assertThat(handled).hasValue(1);
  }

  /// The doors close a moment before those who are inside are turned away.
  private static int lastStatus(Peer peer) throws Exception {
    int status = 200;
    for (int i = 0; i < 200 && status == 200; i++) {
      status = peer.send("GET /quick HTTP/1.1").read().status();
      if (status == 200) Thread.sleep(10);
    }
    return status;
  }

  @Test
  void stopsAtOnceWhenNothingRuns() throws Exception {
    try (var idle = new Peer(server)) {
      assertThat(idle.send("GET /quick HTTP/1.1").read().status()).isEqualTo(200);
      long start = System.nanoTime();
      server.close();

      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
      assertThat(idle.isClosed()).isTrue();
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    HttpSettings same = HttpSettings.of("127.0.0.1", server.port());

    assertThatThrownBy(() -> HttpServer.start(same, List.of()))
        .hasMessage("cannot listen on 127.0.0.1:" + server.port() + ", is it in use?");
  }

  @Test
  void listensOnItsAddressOnly() {
    assertThat(server.port()).isPositive();
    assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), server.port()))
        .isInstanceOf(ConnectException.class);
  }

  private void awaitRefusal() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (var _ = new Peer(server)) {
        Thread.sleep(20);
      } catch (IOException _) {
        return;
      }
    }
    throw new AssertionError("still listening");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
