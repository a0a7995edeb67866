package dev.countersign.environment;

import java.util.Locale;

/// What an environment is for. A project has one of each.
public enum Kind {
  SANDBOX,
  LIVE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
