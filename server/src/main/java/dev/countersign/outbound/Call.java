package dev.countersign.outbound;

import java.net.URI;
import java.util.Map;

/// What is asked of a peer. An empty body is none.
@SuppressWarnings("ArrayRecordComponent") // Calls are sent, never compared.
public record Call(String method, URI address, Map<String, String> headers, byte[] body) {
  private static final byte[] NONE = {};

  public Call {
    headers = Map.copyOf(headers);
  }

  public static Call get(URI address, Map<String, String> headers) {
    return new Call("GET", address, headers, NONE);
  }

  /// Headers and body may hold secrets, and the address a key.
  @Override
  public String toString() {
    return method + " " + address.getHost();
  }
}
