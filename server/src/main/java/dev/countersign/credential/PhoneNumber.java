package dev.countersign.credential;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/// A phone number in its one spelling: `+`, the country's code, the rest, no sign between (E.164).
public record PhoneNumber(String value) {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Pattern COUNTRY_CODE = Pattern.compile("[1-9][0-9]{0,2}");
  private static final Pattern REGION = Pattern.compile("[A-Z]{2}");
  private static final int LONGEST = 32;

  /// The rest costs whoever calls it, is shared by many, or is no phone.
  private static final Set<PhoneNumberType> PERSONAL =
      EnumSet.of(
          PhoneNumberType.MOBILE,
          PhoneNumberType.FIXED_LINE,
          PhoneNumberType.FIXED_LINE_OR_MOBILE,
          PhoneNumberType.VOIP,
          PhoneNumberType.PERSONAL_NUMBER,
          PhoneNumberType.UNKNOWN);

  /// Reads a number as clients post it, the country apart; refuses what no number can be. Whether it
  /// is in use is a question of `reachable`.
  ///
  /// @param countryCode digits without `+`
  /// @param region two letters (ISO 3166-1)
  public static PhoneNumber of(String countryCode, String national, String region) {
    boolean country =
        COUNTRY_CODE.matcher(countryCode).matches()
            && REGION.matcher(region).matches()
            && NUMBERS.getCountryCodeForRegion(region) == Integer.parseInt(countryCode);
    if (!country) throw refused();
    return parsed(national, region);
  }

  /// Reads a number with its country: `+1 415 555 2671`.
  public static PhoneNumber of(String international) {
    if (!international.strip().startsWith("+")) throw refused();
    return parsed(international, "ZZ");
  }

  private static PhoneNumber parsed(String typed, String region) {
    if (typed.length() > LONGEST) throw refused();
    try {
      var read = NUMBERS.parse(typed, region);
      if (read.hasExtension() || !NUMBERS.isPossibleNumber(read)) throw refused();
      String country = NUMBERS.getRegionCodeForCountryCode(read.getCountryCode());
      boolean strange =
          !region.equals("ZZ") && read.getCountryCode() != NUMBERS.getCountryCodeForRegion(region);
      if (strange || country.equals("ZZ")) throw refused();
      return new PhoneNumber(NUMBERS.format(read, PhoneNumberFormat.E164));
    } catch (NumberParseException _) {
      throw refused();
    }
  }

  /// Whether it is a number that people have, by the numbering plan of its country.
  public boolean reachable() {
    Phonenumber.PhoneNumber read = read();
    return NUMBERS.isValidNumber(read) && PERSONAL.contains(NUMBERS.getNumberType(read));
  }

  /// Digits without `+`.
  public String countryCode() {
    return Integer.toString(read().getCountryCode());
  }

  /// Without the country, zeros in front of it kept where they belong to it.
  public String national() {
    return NUMBERS.getNationalSignificantNumber(read());
  }

  /// Where the number belongs (ISO 3166-1); of a test number the country that leads the plan.
  public String region() {
    Phonenumber.PhoneNumber read = read();
    String region = NUMBERS.getRegionCodeForNumber(read);
    return region == null ? NUMBERS.getRegionCodeForCountryCode(read.getCountryCode()) : region;
  }

  private Phonenumber.PhoneNumber read() {
    try {
      return NUMBERS.parse(value, "ZZ");
    } catch (NumberParseException e) {
      throw new IllegalStateException("not in its one spelling", e);
    }
  }

  private static Refusal refused() {
    return new Refusal(Problem.INVALID_PHONE, "not a phone number");
  }
}
