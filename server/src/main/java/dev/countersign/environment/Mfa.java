package dev.countersign.environment;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Second factors. `enabled`: whoever has one proves it at every sign-in. `required`: whoever has
/// none is not done before they have one; `enrollment` says when they are made to. `methods` are the
/// kinds one may have, `recoverable` those a recovery code may stand in for, `guarded` the acts that
/// ask for a factor anew, `totpDevices` how many apps one person may have.
public record Mfa(
    boolean enabled,
    boolean required,
    Enrollment enrollment,
    Set<Method> methods,
    Set<Method> recoverable,
    Set<String> guarded,
    int totpDevices) {
  /// The one guarded act that is the server's own; the others are the wallets'.
  public static final String USER_UPDATE = "user.update";

  /// A kind of second factor, by the name of its constant in lower case.
  public enum Method {
    TOTP,
    PASSKEY,
    EMAIL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
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
    for (JsonNode entry : settings.path("actions"))
      if (entry.path("required").booleanValue()) guarded.add(entry.path("action").stringValue());
    return new Mfa(
        settings.path("enabled").booleanValue(),
        required,
        enrollment(settings, required),
        methods,
        recoverable,
        guarded,
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
