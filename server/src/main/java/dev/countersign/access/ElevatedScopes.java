package dev.countersign.access;

import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings;
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

  public static final String LINK = "credential:link";
  public static final String UNLINK = "credential:unlink";
  public static final String USER_UPDATE = "user:update";

  /// What asks for an elevated token wherever any is asked for.
  public static final Set<String> ALWAYS = Set.of(LINK, UNLINK, "wallet:export");

  private ElevatedScopes() {}

  /// Whether the environment asks for an elevated token of this scope; of what second factors guard,
  /// whoever has none may be let pass.
  public static boolean required(Environment environment, String scope) {
    EnvironmentSettings settings = environment.settings();
    return settings.stepUp() && (ALWAYS.contains(scope) || settings.mfa().guards(scope));
  }
}
