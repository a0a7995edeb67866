package dev.countersign.environment;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.SettingsDocument.Urls;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an operator may write of a provider. Members that are not named here are let pass and not
/// kept: generated clients send many that concern other products.
final class ProviderMembers {
  private static final String COUNTRIES = "enabledCountries";
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
  private static final List<String> GATEWAYS = List.of("twilio", "vonage", "sns", "webhook");
  private static final int LONGEST_SCOPES = 2000;
  private static final int LONGEST_SECRET = 8 * 1024;
  private static final List<String> TEXTS =
      List.of(
          "clientId",
          "appleKeyId",
          "appleTeamId",
          "shopifyStore",
          "domain",
          "sendgridIpPoolName",
          "sender");

  /// Parts of a service's own address.
  private static final List<String> NAMES =
      List.of("gateway", "accountSid", "twilioNumber", "twilioVerifyServiceSid", "region");

  private static final Pattern NAME = Pattern.compile("[+]?[A-Za-z0-9-]{1,64}");

  private static final List<String> URLS =
      List.of(
          "authorizationUrl",
          "tokenUrl",
          "userInfoUrl",
          "issuer",
          "jwksUrl",
          "discoveryUrl",
          "emailsUrl",
          "gatewayUrl");

  private ProviderMembers() {}

  /// The members with what is posted put over them; an explicit `null` takes one away.
  static ObjectNode merged(ObjectNode members, Input posted, Urls urls) {
    ObjectNode merged = members.deepCopy();
    for (String name : TEXTS) put(merged, name, posted, TextRule.NAME, urls);
    for (String name : URLS) put(merged, name, posted, TextRule.HTTPS_URL, urls);
    for (String name : NAMES) put(merged, name, posted);
    scopes(merged, posted);
    countries(merged, posted);
    return merged;
  }

  private static void put(ObjectNode merged, String name, Input posted) {
    if (!posted.has(name)) return;
    Optional<String> text = posted.optionalText(name).filter(given -> !given.isEmpty());
    if (text.filter(given -> !NAME.matcher(given).matches()).isPresent()) throw wrong(name);
    if (name.equals("gateway") && text.filter(given -> !GATEWAYS.contains(given)).isPresent()) {
      throw wrong(name);
    }
    text.ifPresentOrElse(given -> merged.put(name, given), () -> merged.remove(name));
  }

  /// Where text messages may go: `[{isoCountryCode, phoneCountryCode}]`.
  private static void countries(ObjectNode merged, Input posted) {
    if (!posted.has(COUNTRIES)) return;
    JsonNode listed = posted.members().get(COUNTRIES);
    ArrayNode countries = Json.array();
    for (JsonNode country : listed) {
      String region = country.path("isoCountryCode").asString("");
      String code = country.path("phoneCountryCode").asString("").replace("+", "");
      if (!REGION.matcher(region).matches() || !code.matches("[1-9][0-9]{0,3}")) {
        throw wrong(COUNTRIES);
      }
      countries.addObject().put("isoCountryCode", region).put("phoneCountryCode", code);
    }
    if (countries.isEmpty()) merged.remove(COUNTRIES);
    else merged.set(COUNTRIES, countries);
  }

  /// Empty where it stays as it is.
  static Optional<String> secret(Input posted) {
    Optional<String> secret = posted.optionalText("clientSecret").filter(text -> !text.isBlank());
    if (secret.isPresent() && secret.get().length() > LONGEST_SECRET) throw wrong("clientSecret");
    return secret.map(String::strip);
  }

  private static void put(ObjectNode merged, String name, Input posted, TextRule rule, Urls urls) {
    if (!posted.has(name)) return;
    Optional<String> text = posted.optionalText(name).filter(given -> !given.isEmpty());
    if (text.isPresent() && !rule.allows(text.get(), urls)) throw wrong(name);
    text.ifPresentOrElse(given -> merged.put(name, given), () -> merged.remove(name));
  }

  /// Separated by spaces (RFC 6749 §3.3); some providers take commas.
  private static void scopes(ObjectNode merged, Input posted) {
    if (!posted.has("scopes")) return;
    Optional<String> text = posted.optionalText("scopes").filter(given -> !given.isBlank());
    boolean plain =
        text.stream().flatMapToInt(String::chars).allMatch(sign -> sign >= ' ' && sign < 127);
    if (!plain || text.filter(given -> given.length() > LONGEST_SCOPES).isPresent()) {
      throw wrong("scopes");
    }
    text.ifPresentOrElse(given -> merged.put("scopes", given), () -> merged.remove("scopes"));
  }

  private static Refusal wrong(String name) {
    return new Refusal(Problem.BAD_REQUEST, name + " is not as expected");
  }
}
