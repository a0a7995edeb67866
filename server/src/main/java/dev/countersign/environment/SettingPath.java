package dev.countersign.environment;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Map;

/// Where in the settings a value stands, as in `security.mfa.methods[0].type`; refusals name it.
record SettingPath(String text) {
  static final SettingPath ROOT = new SettingPath("");

  SettingPath member(String name) {
    return new SettingPath(text.isEmpty() ? name : text + "." + name);
  }

  SettingPath item(int index) {
    return new SettingPath(text + "[" + index + "]");
  }

  /// Not of the type that belongs here.
  Refusal malformed(String what) {
    return refused(Problem.BAD_REQUEST, what);
  }

  /// Of the right type, but not a value that is allowed.
  Refusal refused(String what) {
    return refused(Problem.INVALID_UPDATE, what);
  }

  Refusal refused(Problem problem, String what) {
    return new Refusal(problem, text + " " + what).with(Map.of("field", text));
  }
}
