package dev.countersign.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// An HTTP client that sends whatever Host it is told to, as the JDK's would not.
record WebClient(int port) {
  static final String OPERATOR = "operators-token";

  record Answer(int status, Map<String, String> fields, String body) {
    JsonNode json() {
      return Json.parse(body.getBytes(UTF_8));
    }

    String text(String pointer) {
      return json().at(pointer).asString();
    }

    Set<String> headers() {
      return fields.keySet();
    }

    String header(String name) {
      return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  Answer get(String path) {
    return send("GET", path, Map.of());
  }

  Answer asOperator(String method, String path) {
    return send(method, path, Map.of("Authorization", "Bearer " + OPERATOR));
  }

  Answer send(String method, String path, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(Map.of("Host", "localhost:" + port));
    all.putAll(headers);
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    all.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.toString().getBytes(UTF_8));
      return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(String raw) {
    int end = raw.indexOf("\r\n\r\n");
    List<String> head = List.of(raw.substring(0, end).split("\r\n"));
    Map<String, String> fields = new HashMap<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    return new Answer(
        Integer.parseInt(head.getFirst().split(" ", -1)[1]), fields, raw.substring(end + 4));
  }
}
