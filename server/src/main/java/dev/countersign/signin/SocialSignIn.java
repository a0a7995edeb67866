package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Proven;
import dev.countersign.crypto.MalformedInput;
import dev.countersign.db.Tx;
import dev.countersign.environment.DeepLinks;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Provider;
import dev.countersign.environment.Providers;
import dev.countersign.environment.PublicUrl;
import dev.countersign.method.Proof;
import dev.countersign.method.social.ClientChallenge;
import dev.countersign.method.social.Flows;
import dev.countersign.method.social.Flows.Answered;
import dev.countersign.method.social.Flows.Beginner;
import dev.countersign.method.social.Identified;
import dev.countersign.method.social.Setup;
import dev.countersign.method.social.SocialProvider;
import dev.countersign.method.social.SocialProviders;
import dev.countersign.signin.SignIn.Spending;
import dev.countersign.token.Caller;
import dev.countersign.vault.Vault;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sign-in by an account at a provider. The app begins a way with a state of its own, one browser
/// goes it, and the app ends it with the code that came back there (decision 0019).
public final class SocialSignIn {
  /// Somebody else has authenticated the person, in whatever way.
  private static final List<String> AMR = List.of("fed");

  private static final Pattern STATE = Pattern.compile("[!-~]{16,1024}");

  /// Native apps write the address to return to behind their state.
  private static final String IN_STATE = "_client-redirect:";

  private final Providers configured;
  private final DeepLinks deepLinks;
  private final SocialProviders providers;
  private final SocialUrls urls;
  private final Flows flows;
  private final Devices devices;
  private final SignIn signIn;
  private final Elevations elevations;
  private final GrantedTokens tokens;
  private final Vault vault;
  private final PublicUrl publicUrl;

  public SocialSignIn(
      Providers configured,
      DeepLinks deepLinks,
      SocialProviders providers,
      SocialUrls urls,
      Flows flows,
      Devices devices,
      SignIn signIn,
      Elevations elevations,
      GrantedTokens tokens,
      Vault vault,
      PublicUrl publicUrl) {
    this.configured = configured;
    this.deepLinks = deepLinks;
    this.providers = providers;
    this.urls = urls;
    this.flows = flows;
    this.devices = devices;
    this.signIn = signIn;
    this.elevations = elevations;
    this.tokens = tokens;
    this.vault = vault;
    this.publicUrl = publicUrl;
  }

  /// What an app ends a way with.
  record Ending(String provider, String state, String code, Optional<String> verifier) {
    @Override
    public String toString() {
      return "Ending at " + provider;
    }
  }

  /// The provider's name, if it is on here.
  String requireOn(Environment environment, String provider) {
    return requireConfigured(environment, provider).name();
  }

  void begin(
      Environment environment,
      String provider,
      String state,
      Optional<String> redirectUrl,
      Beginner beginner) {
    requireConfigured(environment, provider);
    Optional<String> returnTo =
        redirectUrl
            .or(() -> inState(state))
            .map(address -> ReturnAddress.require(environment, publicUrl, deepLinks, address));
    flows.begin(key(environment, provider, state), returnTo, beginner);
  }

  /// The provider's address for this browser.
  String open(
      Environment environment,
      String provider,
      String state,
      String browser,
      Optional<String> challenge) {
    SocialProvider social = social(provider);
    Setup setup = setup(environment, provider);
    var opening = flows.open(key(environment, provider, state), browser, challenge);
    return social.address(setup, opening);
  }

  /// What this browser brought back from the provider.
  Flows.Onwards answered(
      Environment environment,
      String provider,
      Optional<String> browser,
      Map<String, String> query) {
    SocialProvider social = social(provider);
    requireConfigured(environment, provider);
    Flows.Key key = key(environment, provider, query.getOrDefault("state", ""));
    return flows.answer(key, browser, social.opensItself(), social.answer(query));
  }

  Flows.Result result(Environment environment, String provider, String state) {
    return flows.result(key(environment, provider, state));
  }

  SignedIn signIn(Visitor visitor, Ending ending, Optional<String> origin) {
    devices.check(visitor.environment(), visitor.device());
    Identified who = identified(visitor, ending, new Beginner(origin, Optional.empty()));
    return signIn.open(visitor, proof(who), spending(visitor, who, _ -> {}));
  }

  SignedIn link(Visitor visitor, Caller caller, Ending ending, Optional<String> origin) {
    // Asked for at once, unless it may be to prove an account of theirs again.
    var leave =
        signIn.has(visitor.environment(), caller, ending.provider())
            ? elevations.ifNeeded(visitor, caller, ElevatedScopes.LINK)
            : elevations.require(visitor, caller, ElevatedScopes.LINK);
    Identified who =
        identified(visitor, ending, new Beginner(origin, Optional.of(caller.userId())));
    return signIn.link(visitor, caller, proof(who), spending(visitor, who, leave));
  }

  private Identified identified(Visitor visitor, Ending ending, Beginner taker) {
    Environment environment = visitor.environment();
    SocialProvider social = social(ending.provider());
    Setup setup = setup(environment, ending.provider());
    Flows.Key key = key(environment, ending.provider(), ending.state());
    Answered answered = flows.take(key, ending.code(), taker);
    ClientChallenge.require(answered.challenge(), ending.verifier());
    return social.identify(setup, answered.opening(), answered.answer());
  }

  private Spending spending(Visitor visitor, Identified who, Elevations.Leave leave) {
    Environment environment = visitor.environment();
    Credential credential = who.account().proven().credential();
    return new Spending() {
      @Override
      public void in(Tx tx, Instant now) {
        devices.spend(tx, environment, visitor.device(), now);
      }

      @Override
      public void linking(Tx tx) {
        leave.spend(tx);
      }

      @Override
      public void bound(Tx tx) {
        who.tokens().ifPresent(held -> tokens.keep(tx, environment, credential, held));
      }
    };
  }

  private static Proof proof(Identified who) {
    Proven proven = who.account().proven();
    return new Proof(proven, AMR);
  }

  private SocialProvider social(String name) {
    return providers
        .named(name)
        .orElseThrow(() -> new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "no such provider"));
  }

  private Provider requireConfigured(Environment environment, String name) {
    social(name);
    return environment
        .provider(name)
        .orElseThrow(() -> new Refusal(Problem.PROVIDER_NOT_AVAILABLE, name + " is not on"));
  }

  Setup setup(Environment environment, String name) {
    Provider provider = requireConfigured(environment, name);
    return new Setup(provider, urls.redirect(environment.id(), name), configured.secret(provider));
  }

  private static Flows.Key key(Environment environment, String provider, String state) {
    if (!STATE.matcher(state).matches()) {
      throw new Refusal(Problem.BAD_REQUEST, "state is not 16 to 1024 plain characters");
    }
    return new Flows.Key(environment, provider, state);
  }

  private static Optional<String> inState(String state) {
    int at = state.indexOf(IN_STATE);
    return at < 0 ? Optional.empty() : Optional.of(state.substring(at + IN_STATE.length()));
  }

  /// A posted answer, sealed for the address that takes it over: it is posted by another site, so it
  /// comes without the browser's cookie.
  String wrapped(Environment environment, Map<String, String> posted) {
    byte[] bytes = vault.seal("social-form/" + environment.id(), Json.bytes(posted));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  Map<String, String> unwrapped(Environment environment, String wrapped) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(wrapped);
      JsonNode posted = Json.parse(vault.open("social-form/" + environment.id(), bytes));
      var fields = new HashMap<String, String>();
      posted.properties().forEach(field -> fields.put(field.getKey(), field.getValue().asString()));
      return fields;
    } catch (IllegalArgumentException | MalformedInput _) {
      throw refused("not an answer of ours");
    }
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_VERIFICATION, what);
  }
}
