package dev.countersign.environment;

import dev.countersign.base.Json;
import dev.countersign.environment.Shape.Audience;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The wire's ProjectSettings, for its two readers. No secret is in either: they are not in the
/// document. What is not in the schema is not shown.
public final class ProjectSettings {
  private ProjectSettings() {}

  /// For the SDKs in any browser: without what only the operator may see. `since` is the time from
  /// which e-mail sign-in has been on.
  public static ObjectNode forClients(Kind kind, SettingsDocument settings, Instant since) {
    return view(Audience.CLIENT, kind, settings, since);
  }

  /// For the operator, who may send all of it back and thereby change nothing.
  public static ObjectNode forOperators(Kind kind, SettingsDocument settings, Instant since) {
    return view(Audience.OPERATOR, kind, settings, since);
  }

  private static ObjectNode view(
      Audience audience, Kind kind, SettingsDocument settings, Instant since) {
    ObjectNode view = Json.object();
    view.put("environmentName", kind.wireName());
    view.setAll(SettingsSchema.ROOT.shownTo(audience, settings.document()));
    var providers = view.putArray("providers");
    // The SDKs offer e-mail sign-in where this provider has a date.
    if (settings.document().at("/methods/email/enabled").booleanValue())
      providers.add(Json.tree(Map.of("provider", "dynamic", "enabledAt", since.toString())));
    if (settings.document().at("/security/passkeys/enabled").booleanValue())
      providers.add(Json.tree(Map.of("provider", "passkey", "enabledAt", since.toString())));
    view.putArray("exchanges");
    view.putArray("networks");
    return view;
  }
}
