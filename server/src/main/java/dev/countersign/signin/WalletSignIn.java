package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Nonces;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.credential.Proven;
import dev.countersign.db.Database;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.wallet.ChainName;
import dev.countersign.method.wallet.ChainSettings;
import dev.countersign.method.wallet.EnsNames;
import dev.countersign.method.wallet.ProvenWallet;
import dev.countersign.method.wallet.Wallets;
import dev.countersign.signin.SignIn.Spending;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// What a person does by a wallet: sign in, link it, move it here, take it off again, choose it; and
/// the merge that may follow. The nonce is spent before the signature is looked at, so that of a
/// thousand posts of one message one gets that far.
public final class WalletSignIn {
  /// Proof of possession of a key (RFC 8176 §2: a software-secured or hardware-secured key).
  private static final List<String> AMR = List.of("swk");

  private static final Spending NOTHING = (_, _) -> {};

  private final Database database;
  private final Wallets wallets;
  private final EnsNames names;
  private final Nonces nonces;
  private final Devices devices;
  private final SignIn signIn;
  private final Linking linking;
  private final Elevations elevations;
  private final Merges merges;
  private final Credentials credentials;
  private final Clock clock;

  public WalletSignIn(
      Database database,
      Wallets wallets,
      EnsNames names,
      Nonces nonces,
      Devices devices,
      SignIn signIn,
      Linking linking,
      Elevations elevations,
      Merges merges,
      Credentials credentials,
      Clock clock) {
    this.database = database;
    this.wallets = wallets;
    this.names = names;
    this.nonces = nonces;
    this.devices = devices;
    this.signIn = signIn;
    this.linking = linking;
    this.elevations = elevations;
    this.merges = merges;
    this.credentials = credentials;
    this.clock = clock;
  }

  SignedIn signIn(Visitor visitor, WalletRequest request) {
    return signIn.open(visitor, proof(visitor, request), NOTHING);
  }

  SignedIn link(Visitor visitor, Caller caller, WalletRequest request) {
    return signIn.link(visitor, caller, proof(visitor, request), NOTHING);
  }

  SignedIn transfer(Visitor visitor, Caller caller, WalletRequest request, boolean evenTheLast) {
    Proven proven = proof(visitor, request).proven();
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          linking.transfer(tx, visitor.environment(), caller, proven, evenTheLast, now);
          return proven;
        });
    return signIn.reissue(visitor, caller);
  }

  SignedIn merge(Visitor visitor, Caller caller, List<Input> resolutions) {
    devices.check(visitor.environment(), visitor.device());
    Instant now = clock.instant();
    Owner owner =
        database.inTransaction(
            tx -> {
              devices.spend(tx, visitor.environment(), visitor.device(), now);
              return merges.merge(tx, visitor.environment(), caller, resolutions, now);
            });
    return signIn.reissue(visitor, caller, owner);
  }

  SignedIn unlink(Visitor visitor, Caller caller, UUID id, Optional<UUID> primary) {
    Environment environment = visitor.environment();
    Instant now = clock.instant();
    var leave = elevations.ifNeeded(visitor, caller, ElevatedScopes.UNLINK);
    database.inTransaction(
        tx -> {
          LinkedCredential gone = linking.unlink(tx, environment, caller, id, now);
          if (gone.credential() instanceof Credential.Passkey) {
            throw new Refusal(Problem.INVALID_UNLINK_REQUEST, "a passkey goes by its own list");
          }
          // No published client sends an elevated token with a wallet.
          if (!(gone.credential() instanceof Credential.Wallet)) leave.spend(tx);
          primary.ifPresent(
              chosen -> credentials.select(tx, environment, caller.userId(), chosen, now));
          return id;
        });
    return signIn.reissue(visitor, caller);
  }

  SignedIn select(Visitor visitor, Caller caller, UUID id) {
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          credentials.select(tx, visitor.environment(), caller.userId(), id, now);
          return id;
        });
    return signIn.reissue(visitor, caller);
  }

  private Proof proof(Visitor visitor, WalletRequest request) {
    Environment environment = visitor.environment();
    devices.check(environment, visitor.device());
    Wallets.Read read = wallets.read(environment, request.proof());
    requireEnabled(environment, read.chain(), request);
    if (!nonces.issuedHere(environment, read.nonce())) throw refused("the nonce is not ours");
    Instant now = clock.instant();
    database.inTransaction(
        tx -> {
          if (!nonces.spend(tx, environment, read.nonce(), now)) throw refused("the nonce is used");
          devices.spend(tx, environment, visitor.device(), now);
          return read;
        });
    ProvenWallet wallet = wallets.prove(read);
    var credential = new Credential.Wallet(wallet.chain().namespace(), wallet.account());
    ObjectNode details = request.details().deepCopy();
    names
        .of(environment, wallet.chain(), wallet.address())
        .ifPresent(name -> details.putObject("name_service").put("name", name));
    return new Proof(new Proven(credential, wallet.postedAddress(), details), AMR);
  }

  private static void requireEnabled(
      Environment environment, ChainName chain, WalletRequest request) {
    if (ChainSettings.networks(environment, chain).isEmpty()) {
      throw new Refusal(Problem.UNSUPPORTED_CHAIN, "not enabled: " + chain.wire());
    }
    if (ChainSettings.isDisabled(environment, chain, request.walletName())) {
      throw new Refusal(Problem.INVALID_WALLET_NAME, "a disabled wallet");
    }
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, what);
  }
}
