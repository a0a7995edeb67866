package dev.countersign.environment;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Second factors. `enabled`: whoever has one proves it at every sign-in. `required`: whoever has
/// none is not done before they have one; `enrollment` says when they are made to. `methods` are the
/// kinds one may have, `recoverable` those a recovery code may stand in for, `guarded` the acts that
/// ask for a factor anew, `leaves` how elevated tokens for such an act are given where that is
/// written, `totpDevices` how many apps one person may have.
public record Mfa(
    boolean enabled,
    boolean required,
    Enrollment enrollment,
    Set<Method> methods,
    Set<Method> recoverable,
    Set<String> guarded,
    Map<String, Leave> leaves,
    int totpDevices) {
  /// The one guarded act that is the server's own; the others are the wallets'.
  public static final String USER_UPDATE = "user.update";

  /// The acts by their elevated scopes.
  private static final Map<String, String> ACTIONS =
      Map.of(
          "user:update", USER_UPDATE,
          "wallet:sign", "wallet.waas.sign",
          "wallet:export", "wallet.waas.export");

  /// A kind of second factor, by the name of its constant in lower case.
  public enum Method {
    TOTP,
    PASSKEY,
    EMAIL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// For how long, and whether only once, an elevated token lets somebody act.
  public record Leave(boolean once, Duration life) {
    private static final String ONCE = "single_use";

    private static Leave standard(boolean once) {
      return new Leave(once, once ? Duration.ofMinutes(5) : Duration.ofMinutes(10));
    }

    private static Leave of(String name, JsonNode action) {
      String usual = name.startsWith("wallet.") ? ONCE : "time_bound";
      Leave leave = standard(action.path("tokenBehavior").stringValue(usual).equals(ONCE));
      JsonNode seconds = action.path("tokenExpirySeconds");
      if (!seconds.isInt()) return leave;
      return new Leave(leave.once(), Duration.ofSeconds(seconds.intValue()));
    }
  }

  /// When a person who has no factor is made to get one.
  public enum Enrollment {
    NONE,
    SIGNUP,
    ACTION
  }

  public Mfa {
    methods = Set.copyOf(methods);
    recoverable = Set.copyOf(recoverable);
    guarded = Set.copyOf(guarded);
    leaves = Map.copyOf(leaves);
  }

  /// Whether the act that an elevated scope is for is one of the guarded.
  public boolean guards(String scope) {
    return guarded.contains(ACTIONS.getOrDefault(scope, ""));
  }

  /// What concerns a wallet is let happen once, unless something else is written.
  public Leave leave(String scope) {
    Leave standard = Leave.standard(scope.startsWith("wallet:"));
    return leaves.getOrDefault(ACTIONS.getOrDefault(scope, ""), standard);
  }

  /// Whether a sign-in is not done before the person has a factor.
  public boolean enrollsAtSignIn() {
    return enabled && enrollment == Enrollment.SIGNUP;
  }

  static Mfa of(JsonNode settings) {
    boolean required = settings.path("required").booleanValue();
    var methods = EnumSet.noneOf(Method.class);
    for (JsonNode type : settings.path("availableMethods")) methods.add(method(type));
    var recoverable = EnumSet.allOf(Method.class);
    for (JsonNode entry : settings.path("methods")) {
      Method method = method(entry.path("type"));
      if (entry.path("enabled").booleanValue()) methods.add(method);
      else methods.remove(method);
      if (!entry.path("allowBackupCodes").booleanValue(true)) recoverable.remove(method);
    }
    var guarded = new HashSet<String>();
    var leaves = new HashMap<String, Leave>();
    for (JsonNode entry : settings.path("actions")) {
      String action = entry.path("action").stringValue();
      if (entry.path("required").booleanValue()) guarded.add(action);
      if (entry.has("tokenBehavior") || entry.has("tokenExpirySeconds")) {
        leaves.put(action, Leave.of(action, entry));
      }
    }
    return new Mfa(
        settings.path("enabled").booleanValue(),
        required,
        enrollment(settings, required),
        methods,
        recoverable,
        guarded,
        leaves,
        settings.path("totpDevices").intValue());
  }

  /// What is required cannot be left to choice: it is made up for at sign-in, unless `action` is
  /// written.
  private static Enrollment enrollment(JsonNode settings, boolean required) {
    Enrollment written =
        settings
            .path("enrollment")
            .stringValueOpt()
            .map(name -> Enrollment.valueOf(name.toUpperCase(Locale.ROOT)))
            .orElse(Enrollment.NONE);
    return required && written == Enrollment.NONE ? Enrollment.SIGNUP : written;
  }

  private static Method method(JsonNode name) {
    return Method.valueOf(name.stringValue().toUpperCase(Locale.ROOT));
  }
}
