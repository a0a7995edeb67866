package dev.countersign.http;

import dev.countersign.base.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer. The standard headers are added when it is sent, unless it has its own.
@SuppressWarnings("ArrayRecordComponent") // Answers are sent, never compared.
public record Response(
    int status, Map<String, String> headers, List<Cookie> cookies, byte @Nullable [] body) {
  public Response {
    headers = Map.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  public static Response json(int status, Object body) {
    return of(status, "application/json", Json.bytes(body));
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), List.of(), null);
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("Content-Type", contentType), List.of(), body);
  }

  public Response with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, cookies, body);
  }

  public Response with(Cookie cookie) {
    var more = new ArrayList<>(cookies);
    more.add(cookie);
    return new Response(status, headers, more, body);
  }
}
