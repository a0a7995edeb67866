package dev.countersign.method.wallet;

import dev.countersign.environment.Environment;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The addresses at which an environment's operator lets the networks of a chain be asked, by the
/// network's id in the settings: tried in their order, none where there are none. Never the caller's.
public interface RpcUrls {
  Map<String, List<URI>> of(Environment environment, ChainName chain);
}
