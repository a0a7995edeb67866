package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/// An endpoint on loopback that gives whatever answer it is told to.
final class LocalEndpoint implements AutoCloseable {
  /// Nobody listens there.
  static final URI DEAD = URI.create("http://127.0.0.1:1/");

  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();

  record Asked(URI address, byte[] body) {}

  record Said(int status, byte[] body) {
    static Said ok(String body) {
      return new Said(200, body.getBytes(UTF_8));
    }
  }

  interface Answering {
    Said to(Asked asked);
  }

  LocalEndpoint(Answering answering) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Said said = answering.to(new Asked(exchange.getRequestURI(), body));
            exchange.sendResponseHeaders(said.status(), said.body().length == 0 ? -1 : 0);
            exchange.getResponseBody().write(said.body());
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
