package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.DeepLinks;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PublicUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a browser is sent back to with a code: a page of an allowed origin or an app at a listed deep
/// link (RFC 8252 §7.1), and nowhere else (RFC 9700 §4.11.2).
final class ReturnAddress {
  private static final int LONGEST = 2048;
  private static final String OURS = "dynamicOauth";

  private ReturnAddress() {}

  /// The address, if it is one that may be returned to.
  static String require(
      Environment environment, PublicUrl own, DeepLinks deepLinks, String address) {
    URI parsed = parsed(address);
    String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
    if (deepLinks.allow(environment, parsed)) return address;
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new Refusal(Problem.UNAUTHORIZED_MOBILE_DEEPLINK_URL, scheme);
    }
    String origin = origin(scheme, parsed);
    if (!origin.equals(own.origin()) && !environment.origins().allow(origin)) {
      throw new Refusal(Problem.ORIGIN_NOT_ALLOWED, "to return to " + origin);
    }
    return address;
  }

  /// With what an SDK looks for in the address of its page; what an earlier way left there goes.
  static String with(String address, String state, Optional<String> code) {
    int hash = address.indexOf('#');
    String fragment = hash < 0 ? "" : address.substring(hash);
    String page = hash < 0 ? address : address.substring(0, hash);
    int mark = page.indexOf('?');
    String path = mark < 0 ? page : page.substring(0, mark);
    String kept =
        mark < 0
            ? ""
            : Arrays.stream(page.substring(mark + 1).split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith(OURS))
                .map(pair -> pair + "&")
                .collect(Collectors.joining());
    String result =
        code.map(found -> OURS + "Code=" + encoded(found)).orElse(OURS + "Error=access_denied");
    return path + "?" + kept + OURS + "State=" + encoded(state) + "&" + result + fragment;
  }

  private static URI parsed(String address) {
    try {
      URI parsed = new URI(address);
      boolean plain =
          parsed.getScheme() != null
              && !parsed.isOpaque()
              && parsed.getRawUserInfo() == null
              && address.length() <= LONGEST;
      if (plain) return parsed;
    } catch (URISyntaxException _) {
      // Told below.
    }
    throw new Refusal(Problem.BAD_REQUEST, "redirectUrl is not an address to return to");
  }

  /// As browsers write it (RFC 6454 §6.2).
  private static String origin(String scheme, URI address) {
    if (address.getHost() == null) throw new Refusal(Problem.BAD_REQUEST, "redirectUrl: no host");
    int port = address.getPort();
    boolean usual = port < 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
