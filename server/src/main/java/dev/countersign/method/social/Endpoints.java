package dev.countersign.method.social;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.method.social.Spec.Trait;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Where one environment's provider is asked. What the operator wrote wins over the provider's
/// discovery document, and that over what is known here.
final class Endpoints {
  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)(?:\\|([\\w.]+))?}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  private final Spec spec;
  private final Setup setup;
  private final JsonNode discovered;

  private Endpoints(Spec spec, Setup setup, JsonNode discovered) {
    this.spec = spec;
    this.setup = setup;
    this.discovered = discovered;
  }

  static Endpoints of(Spec spec, Setup setup, Discovery discovery) {
    Optional<String> document = setup.text("discoveryUrl");
    if (document.isEmpty() && spec.has(Trait.DISCOVERED)) {
      document = Optional.of(filled("https://{domain}/.well-known/openid-configuration", setup));
    }
    return new Endpoints(
        spec,
        setup,
        document
            .<JsonNode>map(address -> discovery.at(URI.create(address), setup.text("issuer")))
            .orElse(MissingNode.getInstance()));
  }

  URI authorization() {
    return required("authorizationUrl", "authorization_endpoint", spec.authorization);
  }

  URI token() {
    return required("tokenUrl", "token_endpoint", spec.token);
  }

  Optional<URI> userInfo() {
    return address("userInfoUrl", "userinfo_endpoint", spec.userInfo);
  }

  Optional<URI> emails() {
    return address("emailsUrl", "", spec.emails);
  }

  /// Where its keys are; empty where it has no ID tokens.
  Optional<URI> jwks() {
    return address("jwksUrl", "jwks_uri", spec.jwks);
  }

  /// With a `{tid}` where each tenant is an issuer of its own.
  String issuer() {
    return setup
        .text("issuer")
        .or(() -> discovered.path("issuer").stringValueOpt())
        .or(() -> Optional.ofNullable(spec.issuer).map(known -> filled(known, setup)))
        .orElseThrow(() -> incomplete("issuer"));
  }

  private URI required(String written, String found, @Nullable String known) {
    return address(written, found, known).orElseThrow(() -> incomplete(written));
  }

  private Optional<URI> address(String written, String found, @Nullable String known) {
    return setup
        .text(written)
        .or(() -> discovered.path(found).stringValueOpt())
        .or(() -> Optional.ofNullable(known).map(address -> filled(address, setup)))
        .map(this::parsed);
  }

  private URI parsed(String address) {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException _) {
      throw incomplete("an address that is one");
    }
  }

  /// Only what may stand in a host is filled in, so that no path or other host comes of it.
  private static String filled(String address, Setup setup) {
    Matcher blank = BLANK.matcher(address);
    StringBuilder filled = new StringBuilder();
    while (blank.find()) {
      String name = blank.group(1);
      if (name.equals("tid")) continue;
      @Nullable String otherwise = blank.group(2);
      String value = otherwise == null ? setup.required(name) : setup.text(name).orElse(otherwise);
      if (!HOST.matcher(value).matches()) {
        throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, name + " is no part of a host");
      }
      blank.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return blank.appendTail(filled).toString();
  }

  private Refusal incomplete(String what) {
    return new Refusal(Problem.PROVIDER_NOT_AVAILABLE, spec.name + " is set up without " + what);
  }
}
