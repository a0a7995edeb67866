package dev.countersign.delivery.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A small mail server on loopback that answers as it is told to, and speaks STARTTLS.
public final class ScriptedMailServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Speech speech;
  private final @Nullable SSLSocketFactory tls;
  private final Map<String, Queue<String>> script = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  private enum Speech {
    PLAIN,
    STARTTLS,
    TLS
  }

  private volatile Duration thought = Duration.ZERO;

  private ScriptedMailServer(int port, Speech speech, @Nullable TestCertificate certificate) {
    this.speech = speech;
    try {
      this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.tls = certificate == null ? null : certificate.showing();
    Thread.ofVirtual().start(this::accept);
  }

  public static ScriptedMailServer plain() {
    return plainAt(0);
  }

  public static ScriptedMailServer plainAt(int port) {
    return new ScriptedMailServer(port, Speech.PLAIN, null);
  }

  public static ScriptedMailServer offeringTls(TestCertificate certificate) {
    return new ScriptedMailServer(0, Speech.STARTTLS, certificate);
  }

  public static ScriptedMailServer speakingTls(TestCertificate certificate) {
    return new ScriptedMailServer(0, Speech.TLS, certificate);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "smtp://localhost:" + port();
  }

  /// The next time `verb` comes it is answered so; `.` is the end of a mail.
  public ScriptedMailServer answer(String verb, String reply) {
    script.computeIfAbsent(verb, _ -> new ConcurrentLinkedQueue<>()).add(reply);
    return this;
  }

  /// From now on every mail is thought about so long.
  public void hold(Duration time) {
    thought = time;
  }

  /// What was taken, as it came over the wire.
  public List<String> mails() {
    return mails;
  }

  /// Every command line of every connection; `(tls)` where one became secret.
  public List<String> commands() {
    return commands;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      talk(speech == Speech.TLS ? secret(socket) : socket, "220 test ready");
    } catch (IOException e) {
      // The peer went away, or this server did.
    }
  }

  private void talk(Socket socket, @Nullable String greeting) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    if (greeting != null) say(socket, reply("(connect)", greeting));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      commands.add(line);
      String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
      switch (verb) {
        case "EHLO" -> say(socket, greetingOf(socket));
        case "STARTTLS" -> {
          say(socket, "220 go");
          talk(secret(socket), null);
          return;
        }
        case "DATA" -> take(socket, lines);
        case "QUIT" -> {
          return;
        }
        default -> say(socket, reply(verb, verb.equals("AUTH") ? "235 in" : "250 fine"));
      }
    }
  }

  private String greetingOf(Socket socket) {
    boolean offer = speech == Speech.STARTTLS && !(socket instanceof SSLSocket);
    return "250-test\r\n" + (offer ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN LOGIN";
  }

  private void take(Socket socket, BufferedReader lines) throws IOException {
    String first = reply("DATA", "354 go on");
    say(socket, first);
    if (!first.startsWith("354")) return;
    StringBuilder mail = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(".")) {
        LockSupport.parkNanos(thought.toNanos());
        String verdict = reply(".", "250 taken");
        if (verdict.startsWith("250")) mails.add(mail.toString());
        say(socket, verdict);
        return;
      }
      mail.append(line).append('\n');
    }
  }

  private Socket secret(Socket socket) throws IOException {
    if (tls == null) throw new IOException("no certificate");
    var secret = (SSLSocket) tls.createSocket(socket, null, false);
    secret.startHandshake();
    commands.add("(tls)");
    return secret;
  }

  private String reply(String verb, String usual) {
    Queue<String> scripted = script.get(verb);
    String next = scripted == null ? null : scripted.poll();
    return next == null ? usual : next;
  }

  private static void say(Socket socket, String reply) throws IOException {
    socket.getOutputStream().write((reply + "\r\n").getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
