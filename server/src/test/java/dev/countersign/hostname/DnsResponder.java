package dev.countersign.hostname;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.environment.VerificationRecord.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A DNS server on loopback that knows what the test publishes (RFC 1035 §4.1).
final class DnsResponder implements AutoCloseable {
  private static final int NAME_ERROR = 3;
  private static final int SERVER_FAILURE = 2;

  private record Question(String name, int type) {}

  private final Map<Question, List<byte[]>> records = new ConcurrentHashMap<>();
  private final DatagramSocket socket;
  private volatile boolean failing;
  private volatile boolean silent;

  DnsResponder() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("dns").start(this::serve);
  }

  DnsServer address() {
    return new DnsServer("127.0.0.1", socket.getLocalPort());
  }

  void publish(String name, RecordType type, String... values) {
    var encoded = List.of(values).stream().map(value -> data(type, value)).toList();
    records.put(new Question(name, number(type)), encoded);
  }

  void clear() {
    records.clear();
  }

  /// From here on every question fails.
  void fail(boolean now) {
    failing = now;
  }

  /// From here on no question is answered.
  void fallSilent(boolean now) {
    silent = now;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    try {
      while (true) {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        if (silent) continue;
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) throw new UncheckedIOException(e);
    }
  }

  private byte[] answer(byte[] packet) {
    ByteBuffer query = ByteBuffer.wrap(packet);
    int id = query.getShort(0);
    query.position(12);
    var name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
    }
    var question = new Question(name.toString().toLowerCase(Locale.ROOT), query.getShort());
    int end = query.position() + 2;
    List<byte[]> found = records.getOrDefault(question, List.of());
    boolean known = records.keySet().stream().anyMatch(each -> each.name().equals(question.name()));
    int code = failing ? SERVER_FAILURE : known ? 0 : NAME_ERROR;
    var answer = ByteBuffer.allocate(4096);
    answer.putShort((short) id).putShort((short) (0x8180 | code));
    answer.putShort((short) 1).putShort((short) (failing ? 0 : found.size())).putInt(0);
    answer.put(packet, 12, end - 12);
    if (!failing) {
      for (byte[] data : found) {
        // The name is the question's, which begins at the twelfth byte.
        answer.putShort((short) 0xc00c).putShort((short) question.type()).putShort((short) 1);
        answer.putInt(60).putShort((short) data.length).put(data);
      }
    }
    byte[] bytes = new byte[answer.position()];
    answer.get(0, bytes);
    return bytes;
  }

  private static byte[] data(RecordType type, String value) {
    var bytes = new ByteArrayOutputStream();
    for (String part : type == RecordType.TXT ? new String[] {value} : value.split("\\.", -1)) {
      bytes.write(part.length());
      bytes.writeBytes(part.getBytes(US_ASCII));
    }
    if (type == RecordType.CNAME) bytes.write(0);
    return bytes.toByteArray();
  }

  private static int number(RecordType type) {
    return switch (type) {
      case CNAME -> 5;
      case TXT -> 16;
    };
  }
}
