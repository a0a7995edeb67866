package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.Owner;
import dev.countersign.crypto.Base32;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factor;
import dev.countersign.factor.Factors;
import dev.countersign.factor.MfaTokens;
import dev.countersign.factor.TotpDevices;
import dev.countersign.token.Caller;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A person's own second factors: list, register an app, prefer one, remove one.
public final class FactorList {
  private final Database database;
  private final Factors factors;
  private final TotpDevices totp;
  private final Credentials credentials;
  private final MfaTokens mfaTokens;
  private final FactorLoss losses;
  private final Elevations elevations;
  private final FactorNews news;
  private final Clock clock;

  public FactorList(
      Database database,
      Factors factors,
      TotpDevices totp,
      Credentials credentials,
      MfaTokens mfaTokens,
      FactorLoss losses,
      Elevations elevations,
      FactorNews news,
      Clock clock) {
    this.database = database;
    this.factors = factors;
    this.totp = totp;
    this.credentials = credentials;
    this.mfaTokens = mfaTokens;
    this.losses = losses;
    this.elevations = elevations;
    this.news = news;
    this.clock = clock;
  }

  /// What an app must be told: the secret in Base32, and all of it as an `otpauth:` address.
  record Setup(UUID id, String secret, String uri) {
    @Override
    public String toString() {
      return "Setup " + id;
    }
  }

  /// Without what the person signed in with, which is no second one.
  List<Factor> of(Environment environment, Caller caller) {
    return database.read(tx -> factors.besides(tx, environment, caller.session()));
  }

  Factor get(Environment environment, Caller caller, UUID id) {
    return database.read(tx -> factors.require(tx, environment, caller.userId(), id));
  }

  /// Where step-up is on it needs an elevated token, unless the session waits for nothing but a first
  /// factor.
  Setup registerTotp(Visitor visitor, Caller caller) {
    Environment environment = visitor.environment();
    SecondFactor.requireOn(environment, Method.TOTP);
    Instant now = clock.instant();
    var leave = elevations.ifNeeded(visitor, caller, ElevatedScopes.LINK);
    return database.inTransaction(
        tx -> {
          factors.requireProven(tx, environment, caller.session());
          if (!factors.owed(tx, environment, caller.session())) {
            leave.spend(tx);
          }
          Owner owner = credentials.ownerOf(tx, environment, caller.userId());
          var registered = totp.register(tx, environment, caller.userId(), now);
          String secret = Base32.encode(registered.secret());
          return new Setup(registered.id(), secret, uri(environment, owner, secret));
        });
  }

  void prefer(Environment environment, Caller caller, UUID id) {
    database.inTransaction(
        tx -> {
          factors.prefer(tx, environment, caller.userId(), id);
          return id;
        });
  }

  /// A factor goes only when one was proven a moment ago: `mfaToken` or an elevated token says so. One
  /// that was never verified goes without.
  void remove(Visitor visitor, Caller caller, UUID id, Optional<String> mfaToken) {
    Environment environment = visitor.environment();
    Instant now = clock.instant();
    var elevated = elevations.sent(visitor, caller, ElevatedScopes.UNLINK);
    database.inTransaction(
        tx -> {
          Factor factor = factors.require(tx, environment, caller.userId(), id);
          if (factor.method() != Method.TOTP) {
            throw new Refusal(Problem.MFA_INVALID_REQUEST, "it goes with its credential");
          }
          if (factor.verified()) {
            boolean proven =
                mfaTokens.spend(tx, environment, caller.session(), mfaToken, now)
                    || Elevations.spend(tx, elevated);
            if (!proven) {
              throw new Refusal(Problem.ADDITIONAL_AUTH_REQUIRED, "no MFA token for this");
            }
            news.appRemoved(tx, environment, caller.userId(), id, now);
          }
          totp.remove(tx, environment, caller.userId(), id);
          losses.lower(tx, environment, caller.userId(), id);
          return id;
        });
  }

  /// The form that authenticator apps read from a QR code.
  private static String uri(Environment environment, Owner owner, String secret) {
    String issuer = escaped(environment.settings().general().displayName().orElse("Countersign"));
    String account = escaped(owner.proven().publicIdentifier());
    return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
        .formatted(issuer, account, secret, issuer);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
