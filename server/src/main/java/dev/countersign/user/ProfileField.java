package dev.countersign.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A profile field that a client may write, by its wire name, and what is a good value for it.
enum ProfileField {
  username(Problem.INVALID_USERNAME),
  alias,
  firstName,
  lastName,
  phoneNumber(Problem.INVALID_PHONE),
  jobTitle,
  team,
  tShirtSize,
  country,
  policiesConsent,
  emailNotification,
  discordNotification,
  newsletterNotification,
  btcWallet,
  kdaWallet,
  ltcWallet,
  ckbWallet,
  kasWallet,
  dogeWallet,
  metadata(Problem.INVALID_METADATA_VALUE);

  private static final int LONGEST_TEXT = 255;
  private static final int LARGEST_METADATA = 10 * 1024;
  private static final Pattern USERNAME = Pattern.compile("(?!.*[$!#%?]{2})[A-Za-z0-9$!#%?]{5,20}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{4,24}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final Problem problem;

  ProfileField() {
    this(Problem.INVALID_USER);
  }

  ProfileField(Problem problem) {
    this.problem = problem;
  }

  /// Refuses a bad value; the reason names the field, never the value.
  void check(@Nullable JsonNode value) {
    if (value == null || value.isNull()) return;
    if (this == metadata
        && value.isObject()
        && Json.text(value).getBytes(UTF_8).length > LARGEST_METADATA) {
      throw new Refusal(Problem.METADATA_SIZE_EXCEEDED, name());
    }
    if (!good(value)) throw new Refusal(problem, name());
  }

  private boolean good(JsonNode value) {
    return switch (this) {
      case policiesConsent, emailNotification, discordNotification, newsletterNotification ->
          value.isBoolean();
      case metadata -> value.isObject();
      case username -> value.isString() && USERNAME.matcher(value.stringValue()).matches();
      case phoneNumber -> value.isString() && PHONE.matcher(value.stringValue()).matches();
      case country -> value.isString() && COUNTRIES.contains(value.stringValue());
      case alias, firstName, lastName, jobTitle, team, tShirtSize -> text(value);
      case btcWallet, kdaWallet, ltcWallet, ckbWallet, kasWallet, dogeWallet -> text(value);
    };
  }

  private static boolean text(JsonNode value) {
    return value.isString()
        && value.stringValue().codePointCount(0, value.stringValue().length()) <= LONGEST_TEXT
        && value.stringValue().chars().noneMatch(Character::isISOControl);
  }
}
