package dev.countersign.environment;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The host of an allowed origin, brought into the one form that browsers send.
final class OriginHost {
  private static final int LONGEST = 253;
  private static final int LONGEST_LABEL = 63;

  /// Letters that the two generations of IDNA turn into different names (UTS 46 §4, deviations):
  /// the name stored must be the one meant, so these must be written as punycode.
  private static final String AMBIGUOUS = "\u00df\u03c2\u200c\u200d";

  private OriginHost() {}

  static String canonical(String host) {
    if (host.startsWith("[")) return address(host);
    List<String> labels = new ArrayList<>();
    for (String label : host.split("\\.", -1)) labels.add(label(label));
    String canonical = String.join(".", labels);
    if (canonical.length() > LONGEST) throw Origin.refused("has too long a host");
    if (canonical.indexOf('*') >= 0) requireOwnName(labels);
    else if (digits(labels.getLast())) requireIpv4(canonical);
    return canonical;
  }

  /// A pattern must end in a name that someone owns: `*.com` or `*example.com` would let strangers
  /// in.
  private static void requireOwnName(List<String> labels) {
    int literal = labels.getLast().equals("localhost") ? 1 : 2;
    if (labels.size() <= literal) throw Origin.refused("is a wildcard without a name");
    for (String label : labels.subList(labels.size() - literal, labels.size()))
      if (label.indexOf('*') >= 0) throw Origin.refused("has a wildcard in the name itself");
    if (digits(labels.getLast())) throw Origin.refused("has a wildcard in an address");
  }

  private static String label(String label) {
    String ascii = label.chars().allMatch(sign -> sign < 128) ? label : punycode(label);
    ascii = ascii.toLowerCase(Locale.ROOT);
    if (ascii.isEmpty() || ascii.length() > LONGEST_LABEL) throw Origin.refused("has a bad label");
    for (int i = 0; i < ascii.length(); i++)
      if ("abcdefghijklmnopqrstuvwxyz0123456789-_*".indexOf(ascii.charAt(i)) < 0)
        throw Origin.refused("has a sign that no host has");
    return ascii;
  }

  private static String punycode(String label) {
    if (label.chars().anyMatch(sign -> AMBIGUOUS.indexOf(sign) >= 0))
      throw Origin.refused("has a letter that must be written as punycode");
    try {
      String ascii = IDN.toASCII(label, IDN.USE_STD3_ASCII_RULES);
      // Anything else is an ASCII name in disguise, as full-width letters are.
      if (ascii.startsWith("xn--")) return ascii;
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw Origin.refused("has a label that is no international name");
  }

  private static boolean digits(String label) {
    return label.chars().allMatch(Character::isDigit);
  }

  private static void requireIpv4(String host) {
    try {
      if (Inet4Address.ofLiteral(host).getHostAddress().equals(host)) return;
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw Origin.refused("has a bad address");
  }

  /// Kept as written: one that is not in the form of RFC 5952 matches nothing, and does no harm.
  private static String address(String host) {
    try {
      String bare = host.substring(1, host.length() - 1);
      if (host.endsWith("]") && bare.indexOf('%') < 0) {
        Inet6Address.ofLiteral(bare);
        return host.toLowerCase(Locale.ROOT);
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      // Told below.
    }
    throw Origin.refused("has a bad address");
  }
}
