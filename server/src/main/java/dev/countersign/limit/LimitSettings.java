package dev.countersign.limit;

import java.util.EnumMap;
import java.util.Map;

/// The rule in force for each limit. A limit that was lifted has none.
public record LimitSettings(Map<Limit, LimitRule> rules) {
  public LimitSettings {
    rules = Map.copyOf(rules);
    if (!rules.containsKey(Limit.WRONG_CODES_PER_ADDRESS)) {
      throw new IllegalArgumentException("the limit of wrong codes cannot be lifted");
    }
  }

  public static LimitSettings published() {
    return with(Map.of());
  }

  /// The published limits, but for those named.
  public static LimitSettings with(Map<Limit, LimitRule> changes) {
    var rules = new EnumMap<Limit, LimitRule>(Limit.class);
    for (Limit limit : Limit.values()) rules.put(limit, limit.standard());
    rules.putAll(changes);
    return new LimitSettings(rules);
  }

  /// None but those named, and the one that cannot be lifted.
  public static LimitSettings lifted(Map<Limit, LimitRule> kept) {
    var rules = new EnumMap<Limit, LimitRule>(Limit.class);
    rules.put(Limit.WRONG_CODES_PER_ADDRESS, Limit.WRONG_CODES_PER_ADDRESS.standard());
    rules.putAll(kept);
    return new LimitSettings(rules);
  }
}
