package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Nonces;
import dev.countersign.credential.Credentials;
import dev.countersign.crypto.Sha256;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.social.FarcasterProvider;
import dev.countersign.method.social.Identified;
import dev.countersign.method.social.Telegram;
import dev.countersign.method.social.TelegramTokens;
import dev.countersign.method.wallet.Farcaster;
import dev.countersign.signin.SignIn.Spending;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Sign-in by an account that proves itself without a way through a browser: what Telegram opens an
/// app with, and what the wallet of a Farcaster account has signed. Each proof is good once.
public final class DirectSignIn {
  private static final List<String> BY_ANOTHER = List.of("fed");
  private static final List<String> BY_KEY = List.of("swk");

  private final Database database;
  private final SocialSignIn social;
  private final TelegramTokens telegram;
  private final Farcaster farcaster;
  private final Nonces nonces;
  private final Devices devices;
  private final SignIn signIn;
  private final Credentials credentials;
  private final Clock clock;

  public DirectSignIn(
      Database database,
      SocialSignIn social,
      TelegramTokens telegram,
      Farcaster farcaster,
      Nonces nonces,
      Devices devices,
      SignIn signIn,
      Credentials credentials,
      Clock clock) {
    this.database = database;
    this.social = social;
    this.telegram = telegram;
    this.farcaster = farcaster;
    this.nonces = nonces;
    this.devices = devices;
    this.signIn = signIn;
    this.credentials = credentials;
    this.clock = clock;
  }

  /// @param create whether somebody new becomes a user
  SignedIn signInByTelegram(Visitor visitor, String token, boolean create) {
    Proof proof = byTelegram(visitor, token);
    if (!create && !known(visitor.environment(), proof)) {
      throw new Refusal(Problem.NOT_FOUND, "nobody with this account");
    }
    return signIn.open(visitor, proof, spending(visitor, token));
  }

  SignedIn linkTelegram(Visitor visitor, Caller caller, String token) {
    return signIn.link(visitor, caller, byTelegram(visitor, token), spending(visitor, token));
  }

  /// Spends nothing.
  boolean knowsTelegram(Environment environment, String token) {
    return known(environment, proof(telegramAccount(environment, token), BY_ANOTHER));
  }

  SignedIn signInByFarcaster(Visitor visitor, Input input) {
    return signIn.open(visitor, byFarcaster(visitor, input), (_, _) -> {});
  }

  SignedIn linkFarcaster(Visitor visitor, Caller caller, Input input) {
    return signIn.link(visitor, caller, byFarcaster(visitor, input), (_, _) -> {});
  }

  private Proof byTelegram(Visitor visitor, String token) {
    devices.check(visitor.environment(), visitor.device());
    return proof(telegramAccount(visitor.environment(), token), BY_ANOTHER);
  }

  private Identified telegramAccount(Environment environment, String token) {
    return telegram.identify(social.setup(environment, Telegram.NAME), token);
  }

  /// The nonce is spent before the signature is looked at, as with every wallet.
  private Proof byFarcaster(Visitor visitor, Input input) {
    Environment environment = visitor.environment();
    social.requireOn(environment, FarcasterProvider.NAME);
    devices.check(environment, visitor.device());
    Farcaster.Read read =
        farcaster.read(
            environment,
            new Farcaster.Posted(
                input.text("address"),
                input.text("domain"),
                input.text("nonce"),
                input.text("message"),
                input.text("signature")));
    if (!nonces.issuedHere(environment, read.nonce())) throw wrongNonce("not ours");
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          if (!nonces.spend(tx, environment, read.nonce(), now)) throw wrongNonce("used");
          devices.spend(tx, environment, visitor.device(), now);
          return read;
        });
    farcaster.prove(read);
    return proof(FarcasterProvider.account(read.fid(), read.address()), BY_KEY);
  }

  private boolean known(Environment environment, Proof proof) {
    return database
        .read(tx -> credentials.find(tx, environment, proof.proven().credential()))
        .isPresent();
  }

  /// A token stays in the address of a chat's button; it opens the app once.
  private Spending spending(Visitor visitor, String token) {
    return (tx, now) -> {
      String digest = "telegram-" + Sha256.hex(token.getBytes(UTF_8));
      if (!nonces.spend(tx, visitor.environment(), digest, now)) {
        throw new Refusal(Problem.INVALID_VERIFICATION, "the token is used");
      }
      devices.spend(tx, visitor.environment(), visitor.device(), now);
    };
  }

  private static Proof proof(Identified who, List<String> amr) {
    return new Proof(who.account().proven(), amr);
  }

  private static Refusal wrongNonce(String what) {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, "the nonce is " + what);
  }
}
