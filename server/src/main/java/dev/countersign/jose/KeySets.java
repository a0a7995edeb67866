package dev.countersign.jose;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.outbound.Outbound;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/// The key sets at the addresses that operators wrote down, each fetched for itself: an issuer that
/// is down keeps nobody waiting but its own people.
public final class KeySets {
  private static final int MOST = 1_000;

  private final LoadingCache<URI, KeySet> sets;

  public KeySets(Outbound outbound, Clock clock) {
    this.sets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .build(address -> new KeySet(address, outbound, clock));
  }

  /// The keys at the address, looked up anew where none has this `kid`, unless that was just done.
  public ForeignKeys at(URI address, Optional<String> kid) throws KeysUnavailable {
    return sets.get(address).keys(kid);
  }
}
