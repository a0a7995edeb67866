import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/// One connection that is kept open, and as much HTTP/1.1 as the load needs. A full client would
/// take as much of the processors as the server that is measured.
final class Connection implements Closeable {
  record Reply(int status, String body) {}

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[32 * 1024];
  private int filled;

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /// `headers` are whole lines; `body` may be empty.
  Reply send(String method, String path, String headers, String body) throws IOException {
    String length =
        body.isEmpty() && method.equals("GET") ? "" : "Content-Length: " + body.length();
    String head = method + " " + path + " HTTP/1.1\r\n" + headers + length;
    out.write((head + (length.isEmpty() ? "\r\n" : "\r\n\r\n") + body).getBytes(ISO_8859_1));
    return reply();
  }

  private Reply reply() throws IOException {
    filled = 0;
    int head = -1;
    while (head < 0) {
      int before = filled;
      fill();
      head = endOfHead(Math.max(0, before - 3));
    }
    String lines = new String(buffer, 0, head, ISO_8859_1);
    int end = head + 4 + length(lines);
    while (filled < end) fill();
    if (filled > end) throw new IOException("more was answered than announced");
    return new Reply(
        Integer.parseInt(lines.substring(9, 12)),
        new String(buffer, head + 4, end - head - 4, ISO_8859_1));
  }

  private void fill() throws IOException {
    if (filled == buffer.length) buffer = java.util.Arrays.copyOf(buffer, 2 * filled);
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) throw new IOException("the server closed the connection");
    filled += read;
  }

  private int endOfHead(int from) {
    for (int i = from; i + 3 < filled; i++)
      if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r') return i;
    return -1;
  }

  /// An answer without one (204, 304) has no body.
  private static int length(String head) {
    String name = "\r\nContent-Length: ";
    int at = head.indexOf(name);
    if (at < 0) return 0;
    int end = head.indexOf('\r', at + name.length());
    return Integer.parseInt(head.substring(at + name.length(), end < 0 ? head.length() : end));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
