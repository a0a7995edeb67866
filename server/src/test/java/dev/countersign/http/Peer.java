package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A client that sends exactly the bytes it is told to, and reads one answer at a time.
final class Peer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  /// One answer; several headers of one name are joined by a comma.
  record Answer(int status, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Peer(HttpServer server) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /// One request on a connection of its own.
  static Answer ask(HttpServer server, String request, String... headers) throws IOException {
    try (var peer = new Peer(server)) {
      return peer.send(request + " HTTP/1.1", headers).read();
    }
  }

  static Answer post(HttpServer server, String path, byte[] body, String... headers)
      throws IOException {
    try (var peer = new Peer(server)) {
      var more = new ArrayList<>(List.of(headers));
      more.add("Content-Length: " + body.length);
      return peer.send("POST " + path + " HTTP/1.1", body, more.toArray(String[]::new)).read();
    }
  }

  Peer send(String requestLine, String... headers) throws IOException {
    return send(requestLine, new byte[0], headers);
  }

  /// Head and body in one write: a body still on its way may find the connection closed.
  Peer send(String requestLine, byte[] body, String... headers) throws IOException {
    var all = new ByteArrayOutputStream();
    String head = requestLine + "\r\nHost: here\r\n";
    for (String header : headers) head += header + "\r\n";
    all.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return bytes(all.toByteArray());
  }

  Peer raw(String text) throws IOException {
    return bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Peer bytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Answer read() throws IOException {
    Answer head = readHead();
    int length = Integer.parseInt(head.headers().getOrDefault("Content-Length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return silentAboutTheLibrary(new Answer(head.status(), head.headers(), body));
  }

  /// The answer to HEAD, or one that has no body.
  Answer readHead() throws IOException {
    var text = new ByteArrayOutputStream();
    while (!text.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) throw new IOException("closed after: " + text);
      text.write(next);
    }
    String[] lines = text.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; !lines[i].isEmpty(); i++) {
      String[] pair = lines[i].split(": ?", 2);
      headers.merge(pair[0], pair.length > 1 ? pair[1] : "", (a, b) -> a + ", " + b);
    }
    int status = Integer.parseInt(lines[0].split(" ", -1)[1]);
    return silentAboutTheLibrary(new Answer(status, headers, ""));
  }

  /// All that comes until the server closes.
  String readToTheEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// No answer of any test may tell what the server is made of.
  private static Answer silentAboutTheLibrary(Answer answer) {
    String all = (answer.headers() + answer.body()).toLowerCase(Locale.ROOT);
    assertThat(all).doesNotContain("exception", "jetty", "javalin", "\tat ");
    assertThat(answer.headers()).doesNotContainKey("Server");
    return answer;
  }
}
