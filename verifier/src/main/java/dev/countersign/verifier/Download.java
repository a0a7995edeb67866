package dev.countersign.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One GET, bounded in time and size as a whole, that follows no redirect.
final class Download {
  private final HttpClient client;

  Download(Duration connectTimeout) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .build();
  }

  /// `body` is empty if nothing changed (304).
  record Answer(Optional<byte[]> body, Optional<String> etag) {}

  Answer get(URI address, Map<String, String> headers, int longest, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    var exchange = client.sendAsync(request.build(), info -> new CappedBody(longest));
    try {
      // The client's own timeout ends with the header: a body may drip for ever.
      return answer(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new IOException("no answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + timeout, e);
    } finally {
      exchange.cancel(true);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) throws IOException {
    Optional<String> etag = response.headers().firstValue("ETag");
    return switch (response.statusCode()) {
      case 200 -> new Answer(Optional.of(response.body()), etag);
      case 304 -> new Answer(Optional.empty(), etag);
      default -> throw new IOException("status " + response.statusCode());
    };
  }
}
