package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.Owner;
import dev.countersign.credential.Proven;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.method.Proof;
import dev.countersign.method.passkey.Ceremony;
import dev.countersign.method.passkey.Ceremony.Purpose;
import dev.countersign.method.passkey.Options;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.method.passkey.PasskeyAnswer;
import dev.countersign.method.passkey.Passkeys;
import dev.countersign.method.passkey.Registered;
import dev.countersign.method.passkey.RelyingParty;
import dev.countersign.signin.SignIn.Spending;
import dev.countersign.token.Caller;
import dev.countersign.user.Users;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Registers a passkey, and signs in by one. A passkey that a stranger registers makes an account
/// where the environment wants that (decision 0022).
public final class PasskeySignIn {
  private static final int HANDLE = 16;

  private final Database database;
  private final Passkeys passkeys;
  private final SignIn signIn;
  private final Elevations elevations;
  private final Credentials credentials;
  private final Users users;
  private final Secrets secrets;

  public PasskeySignIn(
      Database database,
      Passkeys passkeys,
      SignIn signIn,
      Elevations elevations,
      Credentials credentials,
      Users users,
      Secrets secrets) {
    this.database = database;
    this.passkeys = passkeys;
    this.signIn = signIn;
    this.elevations = elevations;
    this.credentials = credentials;
    this.users = users;
    this.secrets = secrets;
  }

  /// What a signed-in person's browser is asked for. An authenticator keeps one passkey for each
  /// user handle, so that is the same for all of theirs.
  ObjectNode registrationOptions(
      Environment environment, RelyingParty relyingParty, Caller caller) {
    requireEnabled(environment);
    List<Passkey> known =
        database.read(
            tx -> {
              passkeys.requireRoom(tx, environment, caller.userId());
              return passkeys.ofUser(tx, environment, caller.userId());
            });
    Owner owner = database.read(tx -> credentials.ownerOf(tx, environment, caller.userId()));
    Optional<UUID> userId = Optional.of(caller.userId());
    Optional<byte[]> handle = Optional.of(handle(caller.userId()));
    Ceremony begun = passkeys.begin(environment, Purpose.REGISTER, relyingParty, userId, handle);
    return Options.creation(environment, begun, PasskeyDocuments.named(owner), known);
  }

  /// What a stranger's browser is asked for, who will have an account by their passkey alone.
  ObjectNode signUpOptions(Environment environment, RelyingParty relyingParty) {
    requireSignUp(environment);
    Optional<byte[]> handle = Optional.of(secrets.bytes(HANDLE));
    Ceremony begun =
        passkeys.begin(environment, Purpose.REGISTER, relyingParty, Optional.empty(), handle);
    var named = new Options.Named(relyingParty.id(), relyingParty.id());
    return Options.creation(environment, begun, named, List.of());
  }

  SignedIn register(Visitor visitor, Caller caller, PasskeyAnswer answer) {
    Environment environment = visitor.environment();
    requireEnabled(environment);
    var leave = elevations.require(visitor, caller, ElevatedScopes.LINK);
    Optional<UUID> userId = Optional.of(caller.userId());
    Registered registered = passkeys.register(environment, userId, answer);
    return signIn.link(
        visitor, caller, proof(registered), new Keeping(visitor, registered, userId, leave));
  }

  SignedIn signUp(Visitor visitor, PasskeyAnswer answer) {
    requireSignUp(visitor.environment());
    Registered registered = passkeys.register(visitor.environment(), Optional.empty(), answer);
    var keeping = new Keeping(visitor, registered, Optional.empty(), _ -> {});
    return signIn.open(visitor, proof(registered), keeping);
  }

  ObjectNode signInOptions(Environment environment, RelyingParty relyingParty) {
    requireEnabled(environment);
    Ceremony begun =
        passkeys.begin(
            environment, Purpose.SIGN_IN, relyingParty, Optional.empty(), Optional.empty());
    return Options.request(environment, begun);
  }

  SignedIn signIn(Visitor visitor, PasskeyAnswer answer) {
    Environment environment = visitor.environment();
    requireEnabled(environment);
    Passkeys.Proven proven = passkeys.prove(environment, Purpose.SIGN_IN, answer);
    var credential = new Credential.Passkey(proven.passkey().credentialId());
    return signIn.open(
        visitor,
        Proof.of(credential, proven.assertion().amr()),
        (tx, now) -> {
          if (!passkeys.used(tx, environment, proven, now)) {
            throw new Refusal(Problem.INVALID_PASSKEY, "gone, or used at the same time");
          }
        });
  }

  private static void requireEnabled(Environment environment) {
    if (!environment.settings().passkeys().enabled()) {
      throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "passkeys are off");
    }
  }

  private static void requireSignUp(Environment environment) {
    requireEnabled(environment);
    if (!environment.settings().passkeys().signUp()) {
      throw new Refusal(Problem.UNAUTHORIZED, "no sign-up by passkey");
    }
  }

  private static Proof proof(Registered registered) {
    var credential = new Credential.Passkey(registered.credentialId());
    var proven = new Proven(credential, registered.provider(), Json.object());
    return new Proof(proven, registered.state().amr());
  }

  private static byte[] handle(UUID userId) {
    return ByteBuffer.allocate(HANDLE)
        .putLong(userId.getMostSignificantBits())
        .putLong(userId.getLeastSignificantBits())
        .array();
  }

  /// Keeps a new passkey beside its credential. An id that an authenticator has told before is
  /// refused, whosever it is (WebAuthn §7.1 step 25): to have said it proves nothing.
  private final class Keeping implements Spending {
    private final Visitor visitor;
    private final Registered registered;
    private final Optional<UUID> userId;
    private final Elevations.Leave leave;
    private Instant now = Instant.EPOCH;

    Keeping(Visitor visitor, Registered registered, Optional<UUID> userId, Elevations.Leave leave) {
      this.visitor = visitor;
      this.registered = registered;
      this.userId = userId;
      this.leave = leave;
    }

    @Override
    public void in(Tx tx, Instant now) {
      this.now = now;
      leave.spend(tx);
      var environment = visitor.environment();
      if (userId.isPresent()) {
        // Of two that would be one too many, the second sees the first.
        users.lock(tx, environment, userId.get());
        passkeys.requireRoom(tx, environment, userId.get());
      }
      if (credentials.find(tx, environment, credential()).isPresent()) throw known();
    }

    @Override
    public void bound(Tx tx) {
      var environment = visitor.environment();
      var linked = credentials.find(tx, environment, credential()).orElseThrow();
      String userAgent = visitor.client().userAgent();
      if (!passkeys.keep(tx, environment, linked, registered, userAgent, now)) throw known();
    }

    private Credential credential() {
      return new Credential.Passkey(registered.credentialId());
    }

    private static Refusal known() {
      return new Refusal(Problem.INVALID_PASSKEY_REGISTRATION, "registered before");
    }
  }
}
