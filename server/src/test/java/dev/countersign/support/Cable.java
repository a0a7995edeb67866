package dev.countersign.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wire to a server on this machine, which a test may cut, hold and mend.
public final class Cable implements AutoCloseable {
  private final int target;
  private final ServerSocket plug;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private volatile State state = State.WHOLE;

  public Cable(int target) {
    this.target = target;
    try {
      this.plug = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return plug.getLocalPort();
  }

  /// Ends every connection and every new one at once.
  public void cut() {
    state = State.CUT;
    for (Socket end : ends) close(end);
  }

  /// What is sent from now on does not arrive, and nobody is told.
  public void hold() {
    state = State.HELD;
  }

  /// What was connected through it is lost; what connects now gets through.
  public void mend() {
    cut();
    state = State.WHOLE;
  }

  @Override
  public void close() {
    cut();
    close(plug);
  }

  private void accept() {
    try {
      while (true) connect(plug.accept());
    } catch (IOException e) {
      // The plug was closed: the test is over.
    }
  }

  private void connect(Socket near) throws IOException {
    if (state == State.CUT) {
      near.close();
      return;
    }
    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
    ends.addAll(List.of(near, far));
    Thread.startVirtualThread(() -> carry(near, far));
    Thread.startVirtualThread(() -> carry(far, near));
  }

  private void carry(Socket from, Socket to) {
    try (from;
        to) {
      byte[] buffer = new byte[8192];
      for (int read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
        if (state == State.WHOLE) to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Cut, as a wire may be.
    } finally {
      ends.removeAll(List.of(from, to));
    }
  }

  private static void close(AutoCloseable end) {
    try {
      end.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private enum State {
    WHOLE,
    CUT,
    HELD
  }
}
