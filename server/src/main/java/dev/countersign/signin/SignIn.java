package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.base.Input;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Challenge;
import dev.countersign.challenge.Challenges;
import dev.countersign.challenge.Purpose;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.Owner;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.method.AuthenticationMethod.Ceremony;
import dev.countersign.method.Proof;
import dev.countersign.session.Session;
import dev.countersign.session.Session.Assurance;
import dev.countersign.session.Sessions;
import dev.countersign.signin.Issuing.Opened;
import dev.countersign.token.Caller;
import dev.countersign.token.Elevation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The one path of every answer to a challenge: take, prove, use, bind, open, issue.
public final class SignIn {
  private final Database database;
  private final Challenges challenges;
  private final Credentials credentials;
  private final Sessions sessions;
  private final Issuing issuing;
  private final Devices devices;
  private final NewDevices newDevices;
  private final Linking linking;
  private final Elevations elevations;
  private final Clock clock;

  public SignIn(
      Database database,
      Challenges challenges,
      Credentials credentials,
      Sessions sessions,
      Issuing issuing,
      Devices devices,
      NewDevices newDevices,
      Linking linking,
      Elevations elevations,
      Clock clock) {
    this.database = database;
    this.challenges = challenges;
    this.credentials = credentials;
    this.sessions = sessions;
    this.issuing = issuing;
    this.devices = devices;
    this.newDevices = newDevices;
    this.linking = linking;
    this.elevations = elevations;
    this.clock = clock;
  }

  /// What is used up by a proof, in the transaction of what it leads to.
  @FunctionalInterface
  interface Spending {
    void in(Tx tx, Instant now);

    /// And what a link needs that is new to the person.
    default void linking(Tx tx) {}

    /// And what is kept with the credential once it is bound, in the same transaction.
    default void bound(Tx tx) {}
  }

  /// Signs the person in: a session that was not there before.
  SignedIn finish(Visitor visitor, Ceremony method, UUID challengeId, Input input) {
    var environment = visitor.environment();
    devices.check(environment, visitor.device());
    Challenge challenge =
        challenges.take(environment, challengeId, Purpose.SIGN_IN, method.id(), null);
    Proof proof = method.finish(environment, challenge, input);
    return open(visitor, proof, spending(visitor, challenge));
  }

  /// Binds what was proven to the person who is signed in already; the session stays the same.
  SignedIn link(Visitor visitor, Caller caller, Ceremony method, UUID challengeId, Input input) {
    var environment = visitor.environment();
    devices.check(environment, visitor.device());
    Challenge challenge =
        challenges.take(environment, challengeId, Purpose.LINK, method.id(), caller.userId());
    Proof proof = method.finish(environment, challenge, input);
    return link(visitor, caller, proof, spending(visitor, challenge));
  }

  SignedIn open(Visitor visitor, Proof proof, Spending spending) {
    var environment = visitor.environment();
    Instant now = clock.instant();
    Entered entered =
        database.inTransaction(
            tx -> {
              spending.in(tx, now);
              Owner bound = credentials.bind(tx, environment, proof.proven(), now);
              spending.bound(tx);
              Owner owner = linking.also(tx, environment, bound, proof.further(), now);
              Instant until = proof.until().orElse(Instant.MAX);
              Session session =
                  sessions.open(tx, environment, owner, proof.amr(), until, visitor.client(), now);
              Session welcome = newDevices.welcome(tx, visitor, proof, owner, session, now);
              return new Entered(
                  issuing.opened(tx, environment, owner, welcome),
                  elevations.atSignIn(tx, visitor, welcome, now));
            });
    SignedIn signedIn = issuing.issue(visitor, entered.opened(), now);
    return elevations.sign(visitor, signedIn, entered.elevation(), now);
  }

  private record Entered(Opened opened, Optional<Elevation> elevation) {}

  SignedIn link(Visitor visitor, Caller caller, Proof proof, Spending spending) {
    var environment = visitor.environment();
    Instant now = clock.instant();
    // What was noted for a merge must stay noted, so the refusal comes after the commit.
    Linked linked =
        database.inTransaction(
            tx -> {
              spending.in(tx, now);
              boolean theirs = theirs(tx, environment, caller, proof);
              if (!theirs) spending.linking(tx);
              var refusal = linking.link(tx, environment, caller, proof, now);
              if (refusal.isEmpty()) spending.bound(tx);
              // What is linked only now proves nothing of the caller.
              Optional<Elevation> elevation =
                  theirs ? elevations.byCredential(tx, visitor, caller, now) : Optional.empty();
              return new Linked(refusal, elevation);
            });
    if (linked.refusal().isPresent()) throw linked.refusal().get();
    return elevations.sign(visitor, reissue(visitor, caller), linked.elevation(), now);
  }

  private record Linked(Optional<Refusal> refusal, Optional<Elevation> elevation) {}

  /// Whether the caller has an account at this provider.
  boolean has(Environment environment, Caller caller, String provider) {
    return database.read(tx -> credentials.ofUser(tx, environment, caller.userId())).stream()
        .anyMatch(
            linked ->
                linked.credential() instanceof Credential.Social(var name, _)
                    && name.equals(provider));
  }

  private boolean theirs(Tx tx, Environment environment, Caller caller, Proof proof) {
    return credentials
        .find(tx, environment, proof.proven().credential())
        .filter(known -> known.userId().equals(caller.userId()))
        .isPresent();
  }

  private Spending spending(Visitor visitor, Challenge challenge) {
    return (tx, now) -> {
      challenges.use(tx, challenge, now);
      devices.spend(tx, visitor.environment(), visitor.device(), now);
    };
  }

  /// A new end for a live session, and tokens that say so.
  SignedIn refresh(Visitor visitor, Caller caller) {
    var environment = visitor.environment();
    devices.check(environment, visitor.device());
    Instant now = clock.instant();
    // What a replayed token ends must stay ended, so the refusal comes after the commit.
    Optional<Opened> opened =
        database.inTransaction(
            tx -> {
              devices.spend(tx, environment, visitor.device(), now);
              return sessions
                  .refresh(tx, environment, caller.session(), visitor.client(), now)
                  .map(session -> opened(tx, visitor, caller, session));
            });
    return issuing.issue(
        visitor,
        opened.orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "session not refreshed")),
        now);
  }

  /// Tokens that tell of the person as they stand now, for the session they have.
  SignedIn reissue(Visitor visitor, Caller caller) {
    Owner owner =
        database.read(tx -> credentials.ownerOf(tx, visitor.environment(), caller.userId()));
    return reissue(visitor, caller, owner);
  }

  SignedIn reissue(Visitor visitor, Caller caller, Owner owner) {
    return issuing.issue(visitor, standing(visitor.environment(), caller, owner), clock.instant());
  }

  /// What the person may do now.
  Access access(Environment environment, Caller caller, Owner owner) {
    return issuing.access(environment, standing(environment, caller, owner));
  }

  private Opened standing(Environment environment, Caller caller, Owner owner) {
    return database.read(tx -> issuing.opened(tx, environment, owner, caller.session()));
  }

  /// A token from before the second factor is refreshed into one from before it. One from before the
  /// device was approved is refreshed into one from after it on that device alone.
  private Opened opened(Tx tx, Visitor visitor, Caller caller, Session session) {
    var environment = visitor.environment();
    boolean raised = caller.session().assurance() == Assurance.AAL2;
    boolean there = visitor.client().device().filter(session::on).isPresent();
    Session kept = raised ? session : session.lowered();
    Owner owner = credentials.ownerOf(tx, environment, session.userId());
    boolean owing = caller.session().deviceOwed() && !there;
    return issuing.opened(tx, environment, owner, owing ? kept.owingDevice() : kept);
  }
}
