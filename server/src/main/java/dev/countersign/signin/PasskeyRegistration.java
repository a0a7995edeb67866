package dev.countersign.signin;

import dev.countersign.access.ElevatedScopes;
import dev.countersign.base.Input;
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
import dev.countersign.signin.Raising.Evidence;
import dev.countersign.signin.Raising.Raised;
import dev.countersign.signin.SignIn.Spending;
import dev.countersign.token.Caller;
import dev.countersign.user.Users;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Registers a passkey: to sign in by, as a second factor, or both. One that a stranger registers
/// makes an account where the environment wants that (decision 0022).
public final class PasskeyRegistration {
  private static final int HANDLE = 16;

  private final Database database;
  private final Passkeys passkeys;
  private final SignIn signIn;
  private final Elevations elevations;
  private final Credentials credentials;
  private final Users users;
  private final Linking linking;
  private final PasskeyFactor factor;
  private final Raising raising;
  private final Secrets secrets;

  public PasskeyRegistration(
      Database database,
      Passkeys passkeys,
      SignIn signIn,
      Elevations elevations,
      Credentials credentials,
      Users users,
      Linking linking,
      PasskeyFactor factor,
      Raising raising,
      Secrets secrets) {
    this.database = database;
    this.passkeys = passkeys;
    this.signIn = signIn;
    this.elevations = elevations;
    this.credentials = credentials;
    this.users = users;
    this.linking = linking;
    this.factor = factor;
    this.raising = raising;
    this.secrets = secrets;
  }

  /// What a signed-in person's browser is asked for. An authenticator keeps one passkey for each
  /// user handle, so that is the same for all of theirs.
  ObjectNode options(Environment environment, RelyingParty relyingParty, Caller caller) {
    requireOn(environment);
    List<Passkey> known =
        database.read(
            tx -> {
              factor.requireProven(tx, environment, caller);
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

  /// Where a passkey is a second factor, to have made one raises the session.
  Raised register(Visitor visitor, Caller caller, Input input) {
    Environment environment = visitor.environment();
    requireOn(environment);
    var answer = PasskeyAnswer.of(input);
    var wanted = SecondFactor.wanted(input);
    Elevations.Leave leave =
        factor.owed(environment, caller)
            ? _ -> {}
            : elevations.require(visitor, caller, ElevatedScopes.LINK);
    boolean raises = factor.raises(environment, caller);
    Registered registered = passkeys.register(environment, Optional.of(caller.userId()), answer);
    Proof proof = proof(registered);
    var keeping = new Keeping(visitor, registered, Optional.of(caller), leave);
    if (!raises) {
      return new Raised(signIn.link(visitor, caller, proof, keeping), Optional.empty());
    }
    return raising.raise(
        visitor,
        caller,
        wanted,
        (tx, now) -> {
          keeping.in(tx, now);
          var refusal = linking.link(tx, environment, caller, proof, now);
          if (refusal.isPresent()) throw refusal.get();
          return new Evidence(keeping.kept(tx), proof.amr(), true);
        });
  }

  SignedIn signUp(Visitor visitor, PasskeyAnswer answer) {
    requireSignUp(visitor.environment());
    Registered registered = passkeys.register(visitor.environment(), Optional.empty(), answer);
    var keeping = new Keeping(visitor, registered, Optional.empty(), _ -> {});
    return signIn.open(visitor, proof(registered), keeping);
  }

  private static void requireOn(Environment environment) {
    if (!environment.settings().passkeys().enabled() && !PasskeyFactor.on(environment)) {
      throw new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "passkeys are off");
    }
  }

  private static void requireSignUp(Environment environment) {
    PasskeySignIn.requireEnabled(environment);
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
    private final Optional<Caller> caller;
    private final Elevations.Leave leave;
    private Instant now = Instant.EPOCH;

    Keeping(
        Visitor visitor, Registered registered, Optional<Caller> caller, Elevations.Leave leave) {
      this.visitor = visitor;
      this.registered = registered;
      this.caller = caller;
      this.leave = leave;
    }

    @Override
    public void in(Tx tx, Instant now) {
      this.now = now;
      leave.spend(tx);
      var environment = visitor.environment();
      if (caller.isPresent()) {
        // Of two that would be one too many, the second sees the first.
        users.lock(tx, environment, caller.get().userId());
        factor.requireProven(tx, environment, caller.get());
        passkeys.requireRoom(tx, environment, caller.get().userId());
      }
      if (credentials.find(tx, environment, credential()).isPresent()) throw known();
    }

    @Override
    public void bound(Tx tx) {
      kept(tx);
    }

    /// The id of its credential.
    UUID kept(Tx tx) {
      var environment = visitor.environment();
      var linked = credentials.find(tx, environment, credential()).orElseThrow();
      String userAgent = visitor.client().userAgent();
      if (!passkeys.keep(tx, environment, linked, registered, userAgent, now)) throw known();
      caller.ifPresent(person -> factor.added(tx, environment, person.userId()));
      return linked.id();
    }

    private Credential credential() {
      return new Credential.Passkey(registered.credentialId());
    }

    private static Refusal known() {
      return new Refusal(Problem.INVALID_PASSKEY_REGISTRATION, "registered before");
    }
  }
}
