package dev.countersign.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Where the server listens, and how it reads HTTP/1.1 there: strictly, and within bounds.
final class Listener {
  private static final System.Logger LOG = System.getLogger(Listener.class.getName());
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int BACKLOG = 1_024;
  // While it stops, a connection that has nothing to finish ends at once.
  private static final int STOPPING_IDLE_MILLIS = 500;

  private Listener() {}

  /// Listens on each address of the host, all on one port, and returns it. The first address must
  /// do; a machine without IPv6 may still have a name for its loopback address.
  static int open(Server server, HttpSettings settings) {
    int port = settings.port();
    try {
      for (InetAddress address : InetAddress.getAllByName(settings.host()))
        port = open(server, settings, address, port);
    } catch (IOException e) {
      String place = settings.host() + ":" + settings.port();
      throw new UncheckedIOException("cannot listen on " + place + ", is it in use?", e);
    }
    return port;
  }

  private static int open(Server server, HttpSettings settings, InetAddress address, int port)
      throws IOException {
    var connector = new ServerConnector(server, new HttpConnectionFactory(http()));
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(settings.idle().toMillis());
    connector.setShutdownIdleTimeout(STOPPING_IDLE_MILLIS);
    try {
      connector.open();
    } catch (IOException e) {
      if (server.getConnectors().length == 0) throw e;
      LOG.log(Level.INFO, "not listening on " + address.getHostAddress(), e);
      return port;
    }
    server.addConnector(connector);
    return connector.getLocalPort();
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADERS);
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.setUriCompliance(UriCompliance.DEFAULT);
    return http;
  }
}
