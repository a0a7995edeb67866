package dev.countersign.access;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What a person may do only shortly after proving themself once more. Of the wire's names those
/// that concern the person's own account; `console:` and others are for operators.
public final class ElevatedScopes {
  /// In their order, for a message.
  public static final Set<String> GRANTABLE =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  "credential:link",
                  "credential:unlink",
                  "credential:update",
                  "user:delete",
                  "user:update",
                  "wallet:delegate",
                  "wallet:delete",
                  "wallet:export",
                  "wallet:restore",
                  "wallet:sign")));

  private ElevatedScopes() {}
}
