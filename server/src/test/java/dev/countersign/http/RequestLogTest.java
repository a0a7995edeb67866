package dev.countersign.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// One line per request, without what a person or a secret could be known by.
class RequestLogTest {
  private static final Logger LOG = Logger.getLogger("dev.countersign.requests");

  private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
  private final Handler handler = keeping();

  @AutoClose
  private final HttpServer server =
      HttpServer.start(
          new HttpSettings(
              "127.0.0.1",
              0,
              99,
              false,
              Level.INFO,
              Duration.ofSeconds(9),
              Duration.ofSeconds(9),
              Proxies.NONE),
          List.of(
              router ->
                  router
                      .get("/users/{email}", request -> Response.empty(200))
                      .post("/users/{email}", request -> Response.json(200, request.input()))));

  private Handler keeping() {
    var keeping =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    LOG.addHandler(keeping);
    return keeping;
  }

  @AfterEach
  void stopKeeping() {
    LOG.removeHandler(handler);
  }

  @Test
  void tellsTheRouteAndNotThePath() throws Exception {
    Peer.ask(
        server,
        "GET /users/ada@example.org?code=123456",
        "x-dyn-request-id: known",
        "Authorization: Bearer abcdef");

    assertThat(line()).matches("GET /users/\\{email} 200 \\d+ ms known");
  }

  @Test
  void tellsWhyARequestWasRefused() throws Exception {
    Peer.post(server, "/users/ada", "[\"secret\"]".getBytes(UTF_8));

    assertThat(line())
        .matches("POST /users/\\{email} 400 \\d+ ms .{36} bad_request: the body is not an object");
  }

  @Test
  void tellsNothingOfAnUnknownPath() throws Exception {
    Peer.ask(server, "GET /ada@example.org/123456");

    assertThat(line()).matches("GET - 404 \\d+ ms .{36} not_found: no such path");
  }

  @Test
  void tellsWhatNeverReachedARoute() throws IOException, InterruptedException {
    Peer.ask(server, "GET /users//ada");

    assertThat(line()).matches("- - 400 \\d+ ms .{36}");
  }

  private String line() throws InterruptedException {
    LogRecord record = records.poll(5, TimeUnit.SECONDS);
    assertThat(record).isNotNull();
    assertThat(records).isEmpty();
    return record == null ? "" : record.getMessage();
  }
}
