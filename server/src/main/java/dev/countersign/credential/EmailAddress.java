package dev.countersign.credential;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// An e-mail address in its one spelling: what people type as the same address is the same value.
///
/// Letter case is dropped in both parts (RFC 5321 §2.4 allows a server to tell local parts apart by
/// case; none that people use does), the text is NFC, the domain is in its ASCII form (RFC 5891).
/// Mail goes to this spelling and to no other, so that look-alikes never share a mailbox.
public record EmailAddress(String value) {
  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final Pattern ATOMS =
      Pattern.compile(
          "[\\p{L}\\p{N}\\p{Mn}\\p{Mc}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}\\p{Mn}\\p{Mc}!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

  /// Refuses what is not an address (RFC 5321 §4.1.2 without quoted strings and address literals).
  public static EmailAddress of(String typed) {
    if (typed.length() > LONGEST * 2) throw refused();
    String text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    int at = text.lastIndexOf('@');
    if (at < 1) throw refused();
    String local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC);
    String domain = ascii(text.substring(at + 1));
    String value = local + "@" + domain;
    if (local.length() > LONGEST_LOCAL || value.length() > LONGEST) throw refused();
    if (!ATOMS.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) throw refused();
    return new EmailAddress(value);
  }

  public String local() {
    return value.substring(0, value.lastIndexOf('@'));
  }

  /// `name+tag@…` (RFC 5233).
  public boolean subaddressed() {
    return local().indexOf('+') >= 0;
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refused();
    }
  }

  private static Refusal refused() {
    return new Refusal(Problem.INVALID_EMAIL, "not an address");
  }
}
