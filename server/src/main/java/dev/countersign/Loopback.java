package dev.countersign;

import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;

/// This machine's own address, seen from itself.
final class Loopback {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private Loopback() {}

  static boolean is(String host) {
    return NAMES.contains(host);
  }

  /// A port that is free now. Tokens name the port they were issued at, so it must be known before
  /// the server listens.
  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartRefused("There is no free port on this machine: " + e.getMessage());
    }
  }
}
