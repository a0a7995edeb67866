package dev.countersign.limit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The rule in force for each limit. A limit that was lifted has none.
public record LimitSettings(Map<Limit, LimitRule> rules) {
  private static final Set<Limit> NEVER_LIFTED =
      EnumSet.of(
          Limit.WRONG_CODES_PER_ADDRESS,
          Limit.WRONG_FACTORS_PER_USER,
          Limit.WRONG_FACTORS_PER_USER_AND_DAY);

  public LimitSettings {
    rules = Map.copyOf(rules);
    if (!rules.keySet().containsAll(NEVER_LIFTED)) {
      throw new IllegalArgumentException("the limits of wrong codes cannot be lifted");
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

  /// None but those named, and those that cannot be lifted.
  public static LimitSettings lifted(Map<Limit, LimitRule> kept) {
    var rules = new EnumMap<Limit, LimitRule>(Limit.class);
    for (Limit limit : NEVER_LIFTED) rules.put(limit, limit.standard());
    rules.putAll(kept);
    return new LimitSettings(rules);
  }
}
