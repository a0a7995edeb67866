package dev.countersign.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire to a server on this machine, which a test may cut, hold and mend.
public final class Cable implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean held;
  private volatile ServerSocket plug;

  public Cable(int target) {
    this.target = target;
    this.plug = listen(0);
    this.port = plug.getLocalPort();
  }

  public int port() {
    return port;
  }

  /// Ends every connection and takes no new one.
  public void cut() {
    close(plug);
    for (Socket end : ends) close(end);
  }

  /// What is sent from now on does not arrive, and nobody is told.
  public void hold() {
    held = true;
  }

  public void mend() {
    cut();
    held = false;
    plug = listen(port);
  }

  @Override
  public void close() {
    cut();
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread.startVirtualThread(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket near = socket.accept();
        ends.add(near);
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        ends.add(far);
        Thread.startVirtualThread(() -> carry(near, far));
        Thread.startVirtualThread(() -> carry(far, near));
      }
    } catch (IOException e) {
      close(socket);
    }
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      byte[] buffer = new byte[8192];
      var in = from.getInputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!held) to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // The other end was cut: the wire is dead, as it should be.
    } finally {
      ends.remove(from);
      ends.remove(to);
    }
  }

  private static void close(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
