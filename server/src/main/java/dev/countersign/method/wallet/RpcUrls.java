package dev.countersign.method.wallet;

import dev.countersign.environment.Environment;
import java.net.URI;
import java.util.List;

/// The addresses at which an environment's operator lets a network be asked: tried in their order,
/// none where there are none. Never the caller's.
public interface RpcUrls {
  List<URI> of(Environment environment, ChainName chain, String network);
}
