package dev.countersign.http;

import dev.countersign.base.Json;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer. The standard headers are added when it is sent, unless it has its own.
@SuppressWarnings("ArrayRecordComponent") // Answers are sent, never compared.
public record Response(int status, Map<String, String> headers, byte @Nullable [] body) {
  public Response {
    headers = Map.copyOf(headers);
  }

  public static Response json(int status, Object body) {
    return of(status, "application/json", Json.bytes(body));
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), null);
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("Content-Type", contentType), body);
  }

  public Response with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body);
  }
}
