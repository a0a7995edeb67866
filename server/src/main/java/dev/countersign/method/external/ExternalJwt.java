package dev.countersign.method.external;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.Proven;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.environment.Environment;
import dev.countersign.environment.ExternalAuth;
import dev.countersign.jose.KeySets;
import dev.countersign.method.AuthenticationMethod.Exchange;
import dev.countersign.method.Proof;
import dev.countersign.method.external.Fault.Check;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A token of the operator's own issuer (RFC 7519, RFC 8725) for a sign-in of ours. Whom it names is
/// told by `iss` and `sub` together; an e-mail address in it never says who somebody is.
public final class ExternalJwt implements Exchange {
  /// Nobody here saw the person prove anything: another did.
  private static final List<String> AMR = List.of("fed");

  /// An assertion is made for the moment: a stolen one must not lie around.
  private static final Duration LONGEST_ASSERTION = Duration.ofMinutes(10);

  private static final int LONGEST_TOKEN_ID = 255;

  private final KeySets keySets;
  private final CryptoProvider provider;
  private final Clock clock;

  public ExternalJwt(KeySets keySets, CryptoProvider provider, Clock clock) {
    this.keySets = keySets;
    this.provider = provider;
    this.clock = clock;
  }

  @Override
  public String id() {
    return "external";
  }

  @Override
  public Proof exchange(Environment environment, String token) {
    Instant now = clock.instant();
    Judgement judged = judge(enabled(environment), token, TokenClaims.LONGEST, now);
    requireFaultless(judged);
    TokenClaims claims = judged.claims(now);
    return new Proof(
        proven(judged, claims),
        AMR,
        email(environment, judged, claims).stream().toList(),
        claims.time("exp"));
  }

  /// What the operator's own server allows a signed-in person to do, once (`jti`).
  public Assertion assertion(Environment environment, String token) {
    Instant now = clock.instant();
    Judgement judged = judge(enabled(environment), token, LONGEST_ASSERTION, now);
    if (judged.read()) assertionClaims(judged.claims(now));
    requireFaultless(judged);
    TokenClaims claims = judged.claims(now);
    return new Assertion(
        proven(judged, claims).credential(),
        judged.issuer().name(),
        claims.text("jti").orElseThrow(),
        scopes(claims),
        claims.time("exp").orElseThrow());
  }

  /// All that would keep this token from signing in, by the settings as they are saved: empty for a
  /// good one. Nothing is written, and it works while the method is off.
  public List<String> faults(Environment environment, String token) {
    ExternalAuth trusted = environment.settings().externalAuth();
    return judge(trusted, token, TokenClaims.LONGEST, clock.instant()).faults().stream()
        .map(Fault::toString)
        .toList();
  }

  private Judgement judge(ExternalAuth trusted, String token, Duration longest, Instant now) {
    return new Judgement(keySets, provider).of(trusted, token, longest, now);
  }

  private static void assertionClaims(TokenClaims claims) {
    if (!claims.named("jti", LONGEST_TOKEN_ID)) {
      claims.wrong(Check.TOKEN_ID, "jti", "expected an id of its own");
    }
    Set<String> scopes = scopes(claims);
    if (scopes.isEmpty() || !ElevatedScopes.GRANTABLE.containsAll(scopes)) {
      claims.wrong(Check.SCOPE, "scope", "expected some of " + ElevatedScopes.GRANTABLE);
    }
  }

  private static Set<String> scopes(TokenClaims claims) {
    return claims
        .text("scope")
        .map(text -> (Set<String>) new TreeSet<>(List.of(text.split(" ", -1))))
        .orElse(Set.of());
  }

  private static Proven proven(Judgement judged, TokenClaims claims) {
    String subject = claims.text("sub").orElseThrow();
    return new Proven(
        new Credential.External(judged.issuer().name(), subject), subject, Json.object());
  }

  /// The address that the issuer says is verified; an explicit no is always respected.
  private static Optional<Credential> email(
      Environment environment, Judgement judged, TokenClaims claims) {
    boolean assumed = judged.issuer().assumeEmailVerified();
    if (!claims.verified(List.of("email_verified", "emailVerified"), assumed)) {
      return Optional.empty();
    }
    return claims
        .text("email")
        .flatMap(ExternalJwt::address)
        .filter(a -> !a.subaddressed() || !environment.settings().email().blockSubaddresses())
        .map(Credential.Email::new);
  }

  private static Optional<EmailAddress> address(String text) {
    try {
      return Optional.of(EmailAddress.of(text));
    } catch (Refusal _) {
      return Optional.empty();
    }
  }

  private static ExternalAuth enabled(Environment environment) {
    ExternalAuth trusted = environment.settings().externalAuth();
    if (trusted.enabled()) return trusted;
    throw new Refusal(Problem.INVALID_EXTERNAL_AUTH, "not enabled");
  }

  /// The log is told which checks failed, and nothing of the token.
  private static void requireFaultless(Judgement judged) {
    List<Fault> faults = judged.faults();
    if (faults.isEmpty()) return;
    boolean silent = faults.stream().allMatch(fault -> fault.check() == Check.JWKS);
    String words =
        faults.stream().map(fault -> fault.check().word()).collect(Collectors.joining(" "));
    throw new Refusal(
        silent ? Problem.EXTERNAL_AUTH_UNAVAILABLE : Problem.INVALID_EXTERNAL_AUTH, words);
  }
}
