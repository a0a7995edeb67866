package dev.countersign.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Calls an operator's address: 64 KB, no redirects, and unless told otherwise 2 seconds from name to
/// last byte.
public final class Outbound implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 64 * 1024;

  private static final Map<String, String> JSON = Map.of("Accept", "application/json");

  private final Reach reach;
  private final Duration patience;

  /// Made at the first call: it takes a tenth of a second, and many servers call nobody.
  private @Nullable HttpClient client;

  public Outbound(Reach reach) {
    this(reach, PATIENCE);
  }

  public Outbound(Reach reach, Duration patience) {
    this.reach = reach;
    this.patience = patience;
  }

  /// The body of a 200 to a POST of JSON.
  public byte[] postJson(URI address, byte[] body) throws OutboundFailed {
    var headers = Map.of("Content-Type", "application/json", "Accept", "application/json");
    return bodyOf200(call(new Call("POST", address, headers, body)));
  }

  /// The body of a 200 to a GET of JSON.
  public byte[] get(URI address) throws OutboundFailed {
    return bodyOf200(call(Call.get(address, JSON)));
  }

  /// The body of a 200. Empty for a 400 or a 404: the peer knows of no such thing.
  public Optional<byte[]> getJson(URI address) throws OutboundFailed {
    Answer answer = call(Call.get(address, JSON));
    return switch (answer.status()) {
      case 200 -> Optional.of(answer.body());
      case 400, 404 -> Optional.empty();
      default -> throw new OutboundFailed("status " + answer.status());
    };
  }

  private static byte[] bodyOf200(Answer answer) throws OutboundFailed {
    if (answer.status() != 200) throw new OutboundFailed("status " + answer.status());
    return answer.body();
  }

  /// Whatever the peer answers, of any status.
  public Answer call(Call call) throws OutboundFailed {
    long end = System.nanoTime() + patience.toNanos();
    HttpRequest request =
        until(end, CompletableFuture.supplyAsync(() -> request(call), Thread::startVirtualThread));
    HttpResponse<byte[]> response =
        until(
            end,
            client()
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST)));
    return new Answer(response.statusCode(), response.body());
  }

  /// To cancel ends the exchange too, so that a peer which stalls keeps no connection.
  private static <T> T until(long end, CompletableFuture<T> answer) throws OutboundFailed {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      answer.cancel(true);
      throw new OutboundFailed("no answer in time");
    } catch (ExecutionException failure) {
      throw new OutboundFailed(cause(failure));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new OutboundFailed("interrupted");
    }
  }

  @Override
  public synchronized void close() {
    if (client != null) client.shutdownNow();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    }
    return client;
  }

  private HttpRequest request(Call call) {
    guard(call.address());
    var publisher =
        call.body().length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(call.body());
    var request = HttpRequest.newBuilder(call.address()).method(call.method(), publisher);
    call.headers().forEach(request::header);
    return request.build();
  }

  /// The client looks the name up again, and by the JVM's cache of names finds what was judged here.
  private void guard(URI address) {
    boolean https = "https".equals(address.getScheme());
    String host = address.getHost();
    if (host == null || address.getRawUserInfo() != null) throw new Refused("no plain host");
    try {
      for (InetAddress found : InetAddress.getAllByName(host)) {
        boolean near = found.isLoopbackAddress() && reach == Reach.LOOPBACK_TOO;
        if (!near && !(https && PublicAddress.is(found))) throw new Refused("a private address");
      }
    } catch (UnknownHostException _) {
      throw new Refused("no such host");
    }
  }

  /// The class alone: a message may hold the address.
  private static String cause(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Refused refused) return String.valueOf(refused.getMessage());
    return cause instanceof IOException ? cause.getClass().getSimpleName() : String.valueOf(cause);
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String what) {
      super(what, null, false, false);
    }
  }
}
