package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.method.social.Spec.Trait;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// The authorization code flow (RFC 6749 §4.1, with RFC 7636 and RFC 9700), and OpenID Connect where
/// the provider speaks it.
final class OAuthProvider implements SocialProvider {
  private static final int LONGEST = 4096;

  private final Spec spec;
  private final ProviderCalls calls;
  private final Discovery discovery;
  private final IdTokens idTokens;
  private final Clock clock;

  OAuthProvider(
      Spec spec, ProviderCalls calls, Discovery discovery, IdTokens idTokens, Clock clock) {
    this.spec = spec;
    this.calls = calls;
    this.discovery = discovery;
    this.idTokens = idTokens;
    this.clock = clock;
  }

  @Override
  public String name() {
    return spec.name;
  }

  @Override
  public String scopes() {
    return spec.scopes;
  }

  @Override
  public boolean opensItself() {
    return spec.has(Trait.OPENS_ITSELF);
  }

  @Override
  public String address(Setup setup, Opening opening) {
    Endpoints endpoints = Endpoints.of(spec, setup, discovery);
    var query = new LinkedHashMap<String, String>();
    query.put("response_type", "code");
    query.put(spec.clientIdName, setup.clientId());
    query.put("redirect_uri", setup.redirectUrl());
    query.put("scope", scopes(setup));
    query.put("state", opening.state());
    if (!spec.has(Trait.NO_PKCE)) {
      query.put("code_challenge", opening.challenge());
      query.put("code_challenge_method", "S256");
    }
    if (endpoints.jwks().isPresent()) query.put("nonce", opening.nonce());
    if (spec.has(Trait.FORM_POST)) query.put("response_mode", "form_post");
    query.putAll(spec.parameters);
    URI address = endpoints.authorization();
    String sign = address.getRawQuery() == null ? "?" : "&";
    return address + sign + Form.encoded(query);
  }

  @Override
  public Optional<ObjectNode> answer(Map<String, String> query) {
    String code = query.getOrDefault("code", "");
    if (code.isEmpty() || code.length() > LONGEST || query.containsKey("error")) {
      return Optional.empty();
    }
    ObjectNode answer = Json.object().put("code", code);
    // RFC 9207: who answers, where they say so.
    for (String more : new String[] {"iss", "user"}) {
      String value = query.getOrDefault(more, "");
      if (!value.isEmpty() && value.length() <= LONGEST) answer.put(more, value);
    }
    return Optional.of(answer);
  }

  @Override
  public Identified identify(Setup setup, Opening opening, ObjectNode answer) {
    Endpoints endpoints = Endpoints.of(spec, setup, discovery);
    requireSameIssuer(endpoints, answer);
    JsonNode tokens = tokens(setup, endpoints, opening, answer.path("code").stringValue());
    JsonNode claims = claims(setup, endpoints, opening, tokens);
    String access = tokens.path("access_token").stringValueOpt().orElse("");
    if (access.isEmpty()) throw new Refusal(Problem.OTHER_VERIFY_FAILURE, spec.name + ": no token");
    JsonNode person = ask(endpoints.userInfo(), setup, access);
    // OpenID Connect Core §5.3.2: the two must speak of one person.
    if (!claims.isMissingNode()
        && person.has("sub")
        && !person.get("sub").equals(claims.get("sub"))) {
      throw new Refusal(Problem.OTHER_VERIFY_FAILURE, spec.name + ": two persons");
    }
    JsonNode emails = ask(endpoints.emails(), setup, access);
    SocialAccount account = spec.reading.apply(new Told(tokens, claims, person, emails, answer));
    return new Identified(
        account, Optional.of(ProviderTokens.of(tokens, scopes(setup), clock.instant())));
  }

  private JsonNode tokens(Setup setup, Endpoints endpoints, Opening opening, String code) {
    var form = new LinkedHashMap<String, String>();
    var headers = new HashMap<String, String>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", setup.redirectUrl());
    form.put(spec.clientIdName, setup.clientId());
    String secret = spec.secret.of(setup, clock.instant());
    if (spec.has(Trait.BASIC)) headers.put("Authorization", basic(setup.clientId(), secret));
    else form.put("client_secret", secret);
    if (!opening.verifier().isEmpty() && !spec.has(Trait.NO_PKCE)) {
      form.put("code_verifier", opening.verifier());
    }
    return calls.post(endpoints.token(), form, headers);
  }

  private JsonNode claims(Setup setup, Endpoints endpoints, Opening opening, JsonNode tokens) {
    Optional<URI> jwks = endpoints.jwks();
    if (jwks.isEmpty()) return MissingNode.getInstance();
    String compact = tokens.path("id_token").stringValueOpt().orElse("");
    return idTokens.claims(
        compact,
        new IdTokens.Expected(jwks.get(), endpoints.issuer(), setup.clientId(), opening.nonce()));
  }

  private JsonNode ask(Optional<URI> address, Setup setup, String access) {
    if (address.isEmpty()) return MissingNode.getInstance();
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + access);
    spec.headers.forEach(header -> headers.put(header.name(), header.value().apply(setup)));
    return calls.get(address.get(), headers);
  }

  private void requireSameIssuer(Endpoints endpoints, ObjectNode answer) {
    if (!answer.has("iss") || endpoints.jwks().isEmpty()) return;
    String issuer = endpoints.issuer();
    if (issuer.contains("{") || issuer.equals(answer.path("iss").stringValue())) return;
    throw new Refusal(Problem.OTHER_VERIFY_FAILURE, spec.name + ": the answer of another issuer");
  }

  private String scopes(Setup setup) {
    return setup.text("scopes").orElse(spec.scopes);
  }

  /// RFC 6749 §2.3.1: both encoded as in a form first.
  private static String basic(String clientId, String secret) {
    String pair = URLEncoder.encode(clientId, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }
}
