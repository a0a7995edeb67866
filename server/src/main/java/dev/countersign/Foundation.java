package dev.countersign;

import dev.countersign.Config.Mode;
import dev.countersign.audit.AuditLog;
import dev.countersign.base.Secrets;
import dev.countersign.challenge.Challenges;
import dev.countersign.challenge.Nonces;
import dev.countersign.challenge.TestAccounts;
import dev.countersign.credential.Credentials;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Rs256;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.db.Database;
import dev.countersign.delivery.Mailroom;
import dev.countersign.delivery.sms.SmsSender;
import dev.countersign.device.Approvals;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.DeepLinks;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Providers;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.factor.CredentialFactors;
import dev.countersign.factor.FactorStore;
import dev.countersign.factor.Factors;
import dev.countersign.factor.MfaTokens;
import dev.countersign.factor.RecoveryCodes;
import dev.countersign.factor.TotpDevices;
import dev.countersign.jose.KeySets;
import dev.countersign.limit.Limits;
import dev.countersign.method.external.ExternalJwt;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.method.social.Flows;
import dev.countersign.method.social.SocialProviders;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.session.Sessions;
import dev.countersign.session.Sightings;
import dev.countersign.signin.Assertions;
import dev.countersign.signin.Departure;
import dev.countersign.signin.Elevations;
import dev.countersign.signin.FactorNews;
import dev.countersign.signin.GrantedTokens;
import dev.countersign.signin.Merges;
import dev.countersign.signin.Notices;
import dev.countersign.signin.PasskeyFactors;
import dev.countersign.signin.SocialUrls;
import dev.countersign.signin.Visits;
import dev.countersign.token.Callers;
import dev.countersign.token.KeyRotation;
import dev.countersign.token.KeyStock;
import dev.countersign.token.LocalKeyStore;
import dev.countersign.token.Pkcs11KeyStore;
import dev.countersign.token.Revocations;
import dev.countersign.token.SigningKeyStore;
import dev.countersign.token.SigningKeys;
import dev.countersign.token.TokenIssuer;
import dev.countersign.token.TokenVerifier;
import dev.countersign.user.Users;
import dev.countersign.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The rooms that the client side and the admin side stand on, built in the order of the map.
final class Foundation {
  /// A provider is asked up to four times in a row while a person waits.
  private static final Duration PROVIDER_PATIENCE = Duration.ofSeconds(5);

  final Config config;
  final Clock clock;
  final Secrets secrets;
  final Database database;
  final Vault vault;
  final CryptoProvider provider;
  final Secp256k1 curve;
  final Environments environments;
  final CustomHostnames hostnames;
  final AuditLog audit;
  final Providers providers;
  final Outbound outbound;
  final SmsSender smsSender;
  final Mailroom mailroom;
  final Limits limits;
  final Challenges challenges;
  final Nonces nonces;
  final TestAccounts testAccounts;
  final Users users;
  final Credentials credentials;
  final Sightings sightings;
  final Sessions sessions;
  final KeyStock stock;
  final SigningKeys keys;
  final KeyRotation rotation;
  final TokenIssuer issuer;
  final Revocations revocations;
  final TotpDevices totpDevices;
  final RecoveryCodes recoveryCodes;
  final Factors factors;
  final MfaTokens mfaTokens;
  final Callers callers;
  final KnownDevices knownDevices;
  final Approvals approvals;
  final KeySets keySets;
  final ExternalJwt externalJwt;
  final Assertions assertions;
  final Elevations elevations;
  final DeepLinks deepLinks;
  final SocialProviders socialProviders;
  final SocialUrls socialUrls;
  final Flows flows;
  final GrantedTokens grantedTokens;
  final Notices notices;
  final FactorNews factorNews;
  final Merges merges;
  final Departure departure;
  final Visits visits;
  final Passkeys passkeys;

  Foundation(Config config, Clock clock, Secrets secrets, Opened opened) {
    this.config = config;
    this.clock = clock;
    this.secrets = secrets;
    // Native cryptography takes a third of a second to load: beside the store, not after it.
    var loading = CompletableFuture.supplyAsync(CryptoProvider::load);
    var loadingCurve = CompletableFuture.supplyAsync(Secp256k1::load);
    this.database =
        opened.add(
            config
                .postgres()
                .map(Database::postgres)
                .orElseGet(() -> Database.embedded(config.dataFolder())));
    this.vault = Vault.open(database, config.masterKeyFile(), secrets);
    this.provider = loading.join();
    this.curve = loadingCurve.join();
    var rs256 = new Rs256(provider);
    var publicUrl = config.publicUrl();
    this.environments = new Environments(database, vault, secrets, urls(), clock);
    this.hostnames = new CustomHostnames(database, environments, publicUrl, dev(), secrets, clock);
    this.audit = new AuditLog(secrets);
    this.providers = new Providers(database, environments, vault, secrets, urls(), clock);
    this.outbound = opened.add(new Outbound(dev() ? Reach.LOOPBACK_TOO : Reach.PUBLIC));
    this.smsSender = new SmsSender(environments, providers, outbound, clock);
    this.mailroom =
        opened.add(Mailroom.open(config.mail(), smsSender, database, vault, secrets, clock));
    this.limits = opened.add(new Limits(config.limits(), database, clock));
    this.challenges = new Challenges(database, limits, clock);
    this.nonces = new Nonces(vault, secrets, clock);
    this.testAccounts = new TestAccounts(database, secrets, clock);
    this.users = new Users(secrets);
    this.credentials = new Credentials(users, secrets);
    this.sightings = opened.add(new Sightings(database));
    this.sessions = new Sessions(database, sightings, audit, secrets, clock);
    this.stock = opened.add(new KeyStock(rs256));
    var local = new LocalKeyStore(vault, stock, provider, rs256);
    this.keys = new SigningKeys(database, keyStores(local), clock);
    keys.requireStores();
    this.rotation =
        new KeyRotation(database, environments, keys, sessions, audit, config.keyRotation(), clock);
    this.issuer = new TokenIssuer(keys, publicUrl, secrets);
    this.revocations = new Revocations(database, environments, sessions, keys, publicUrl, clock);
    var verifier = new TokenVerifier(keys, rs256, publicUrl, clock);
    this.totpDevices = new TotpDevices(users, vault, secrets);
    this.recoveryCodes = new RecoveryCodes(users, vault, secrets);
    this.passkeys = new Passkeys(database, secrets, clock);
    List<FactorStore> stores =
        List.of(totpDevices, new CredentialFactors(credentials), new PasskeyFactors(passkeys));
    this.factors = new Factors(database, stores, recoveryCodes);
    this.mfaTokens = new MfaTokens(secrets);
    this.callers = new Callers(environments, verifier, sessions, factors);
    this.knownDevices = new KnownDevices(database, users, sessions, audit, secrets);
    this.approvals = new Approvals(users, secrets);
    this.keySets = new KeySets(outbound, clock);
    this.externalJwt = new ExternalJwt(keySets, provider, clock);
    this.elevations = new Elevations(factors, issuer, verifier, audit);
    this.assertions = new Assertions(database, externalJwt, credentials, issuer, audit, clock);
    this.deepLinks = new DeepLinks(database, secrets, clock);
    var patient =
        opened.add(new Outbound(dev() ? Reach.LOOPBACK_TOO : Reach.PUBLIC, PROVIDER_PATIENCE));
    this.socialProviders = new SocialProviders(patient, keySets, provider, clock);
    this.socialUrls = new SocialUrls(publicUrl);
    this.flows = new Flows(database, vault, secrets, clock);
    this.grantedTokens = new GrantedTokens(database, credentials, vault);
    this.notices = new Notices(credentials, mailroom.outbox());
    this.factorNews = new FactorNews(audit, notices);
    this.merges = new Merges(users, credentials, sessions, knownDevices, factors, notices, audit);
    this.departure = new Departure(users, credentials, sessions, knownDevices, factors, audit);
    this.visits = new Visits(database, secrets, clock);
  }

  boolean dev() {
    return config.mode() == Mode.DEV;
  }

  private Urls urls() {
    return dev() ? Urls.LOOPBACK_TOO : Urls.HTTPS_ONLY;
  }

  /// The first makes the new keys.
  private List<SigningKeyStore> keyStores(LocalKeyStore local) {
    return config
        .pkcs11()
        .map(token -> List.of(Pkcs11KeyStore.open(token), local))
        .orElse(List.of(local));
  }
}
