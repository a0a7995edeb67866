package dev.countersign.delivery.sms;

import dev.countersign.base.Json;
import dev.countersign.environment.Provider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Where an environment lets text messages go: those its provider lists, else the United States and
/// Canada. Each country that is added is one more to be made to pay for.
public final class SmsCountries {
  private static final String LISTED = "enabledCountries";

  private SmsCountries() {}

  /// In the words of the wire, `[{isoCountryCode, phoneCountryCode}]`.
  public static ArrayNode of(Provider provider) {
    if (provider.members().path(LISTED) instanceof ArrayNode listed && !listed.isEmpty()) {
      return listed.deepCopy();
    }
    ArrayNode countries = Json.array();
    countries.addObject().put("isoCountryCode", "US").put("phoneCountryCode", "1");
    countries.addObject().put("isoCountryCode", "CA").put("phoneCountryCode", "1");
    return countries;
  }

  /// Whether text messages may go there.
  ///
  /// @param region two letters (ISO 3166-1)
  public static boolean allow(Provider provider, String region) {
    for (JsonNode country : of(provider)) {
      if (country.path("isoCountryCode").asString().equals(region)) return true;
    }
    return false;
  }
}
