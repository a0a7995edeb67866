package dev.countersign.method.social;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A provider of OAuth 2.0 as data: where it is asked, for what, and how its answer reads. In an
/// address `{domain}` stands for what the operator wrote there, and `{domain|common}` has a default.
final class Spec {
  /// In what a provider differs from the rest.
  enum Trait {
    /// Takes the client's secret in a header alone (RFC 6749 §2.3.1).
    BASIC,
    /// Fails on a code challenge, which others ignore or want.
    NO_PKCE,
    /// Its answer comes back as a posted form.
    FORM_POST,
    /// Its own script may open the flow.
    OPENS_ITSELF,
    /// Found by its discovery document (OpenID Connect Discovery §4).
    DISCOVERED
  }

  /// The secret of the one call that it is made for.
  @FunctionalInterface
  interface ClientSecret {
    String of(Setup setup, Instant now);
  }

  final String name;
  final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  final Map<String, String> parameters = new LinkedHashMap<>();
  final List<Header> headers = new ArrayList<>();
  String scopes = "";
  String clientIdName = "client_id";
  @Nullable String authorization;
  @Nullable String token;
  @Nullable String userInfo;
  @Nullable String emails;
  @Nullable String issuer;
  @Nullable String jwks;
  ClientSecret secret = (setup, _) -> setup.requiredSecret();
  Function<Told, SocialAccount> reading;

  /// Sent with each question to the provider's API.
  record Header(String name, Function<Setup, String> value) {}

  private Spec(String name, Function<Told, SocialAccount> reading) {
    this.name = name;
    this.reading = reading;
  }

  static Spec of(String name, Function<Told, SocialAccount> reading) {
    return new Spec(name, reading);
  }

  Spec opensAt(String address) {
    authorization = address;
    return this;
  }

  Spec tokensAt(String address) {
    token = address;
    return this;
  }

  Spec personAt(String address) {
    userInfo = address;
    return this;
  }

  Spec emailsAt(String address) {
    emails = address;
    return this;
  }

  /// Its answers come with an ID token, by this issuer and signed by one of these keys.
  Spec signs(String issuer, String jwks) {
    this.issuer = issuer;
    this.jwks = jwks;
    return this;
  }

  Spec scopes(String scopes) {
    this.scopes = scopes;
    return this;
  }

  Spec clientIdName(String name) {
    clientIdName = name;
    return this;
  }

  /// Sent along where the browser goes.
  Spec with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  Spec header(String name, Function<Setup, String> value) {
    headers.add(new Header(name, value));
    return this;
  }

  Spec secret(ClientSecret secret) {
    this.secret = secret;
    return this;
  }

  Spec is(Trait trait) {
    traits.add(trait);
    return this;
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
