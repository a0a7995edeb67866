package dev.countersign.environment;

import static dev.countersign.environment.Field.Trait.OPTIONAL;
import static dev.countersign.environment.Field.Trait.REQUIRED;
import static dev.countersign.environment.Field.choice;
import static dev.countersign.environment.Field.flag;
import static dev.countersign.environment.Field.group;
import static dev.countersign.environment.Field.keyed;
import static dev.countersign.environment.Field.sequence;
import static dev.countersign.environment.Field.text;
import static dev.countersign.environment.Field.whole;
import static dev.countersign.environment.TextRule.NAME;
import static dev.countersign.environment.TextRule.REGEX;

import dev.countersign.environment.Shape.Growth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What is asked of users: the standard profile fields and the operator's own.
final class SettingsSchemaFields {
  private static final int MAX_CUSTOM_FIELDS = 64;
  private static final Set<String> CONFIRMED_BY_CODE = Set.of("email", "phoneNumber");

  /// Name and label, in the order in which a form shows them.
  private static final List<List<String>> STANDARD =
      List.of(
          List.of("alias", "Alias"),
          List.of("firstName", "First name"),
          List.of("lastName", "Last name"),
          List.of("email", "E-mail"),
          List.of("phoneNumber", "Phone number"),
          List.of("jobTitle", "Job title"),
          List.of("tShirtSize", "T-shirt size"),
          List.of("username", "Username"),
          List.of("team", "Team"),
          List.of("country", "Country"),
          List.of("policiesConsent", "Policies consent"),
          List.of("btcWallet", "BTC wallet"),
          List.of("kdaWallet", "KDA wallet"),
          List.of("ltcWallet", "LTC wallet"),
          List.of("ckbWallet", "CKB wallet"),
          List.of("kasWallet", "KAS wallet"),
          List.of("dogeWallet", "DOGE wallet"),
          List.of("emailNotification", "E-mail notifications"),
          List.of("discordNotification", "Discord notifications"),
          List.of("newsletterNotification", "Newsletter"),
          List.of("social", "Social accounts"));

  static final Field KYC =
      fields("kyc", STANDARD.size(), Growth.OPEN, choice("name", standardNames()), "standard")
          .startsAs(standardFields());

  /// Created and deleted by routes of their own; here only changed.
  static final Field CUSTOM_FIELDS =
      fields("customFields", MAX_CUSTOM_FIELDS, Growth.CLOSED, text("name", NAME), "custom")
          .startsAs(List.of());

  private SettingsSchemaFields() {}

  private static Field fields(String array, int most, Growth growth, Field name, String type) {
    return keyed(
        array,
        most,
        growth,
        SettingsSchemaFields::verifiable,
        name.with(REQUIRED),
        flag("required").with(REQUIRED),
        flag("enabled").with(REQUIRED),
        flag("unique").with(REQUIRED),
        flag("verify").with(REQUIRED),
        choice("type", type).startsAs(type),
        group(
                "validationRules",
                flag("unique"),
                text("regex", REGEX),
                sequence("validOptions", text("label", NAME).with(REQUIRED), text("key")),
                text("checkboxText"))
            .with(OPTIONAL),
        choice("validationType", "text", "checkbox", "select"),
        text("label"),
        whole("position", 0, 1000));
  }

  private static void verifiable(SettingPath path, ObjectNode field, SettingsMerge merge) {
    String name = field.path("name").stringValue();
    if (field.path("verify").booleanValue() && !CONFIRMED_BY_CODE.contains(name))
      throw path.member("verify").refused("cannot be on: no code can be sent there");
  }

  private static String[] standardNames() {
    return STANDARD.stream().map(List::getFirst).toArray(String[]::new);
  }

  /// All off but the e-mail address, which proves itself by a code and is then unique.
  private static List<Map<String, Object>> standardFields() {
    var fields = new ArrayList<Map<String, Object>>();
    for (List<String> standard : STANDARD) {
      boolean email = standard.getFirst().equals("email");
      var field = new LinkedHashMap<String, Object>();
      field.put("name", standard.getFirst());
      field.put("required", false);
      field.put("enabled", email);
      field.put("unique", email);
      field.put("verify", email);
      field.put("type", "standard");
      field.put("label", standard.getLast());
      fields.add(field);
    }
    return fields;
  }
}
