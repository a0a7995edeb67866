package dev.countersign.credential;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.user.User;
import dev.countersign.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who owns which credential: bind, link, unlink, give. A credential has one owner in its
/// environment.
public final class Credentials {
  private static final String PREVIOUS = "previous_users";

  private final CredentialRepository repository = new CredentialRepository();
  private final Users users;
  private final Secrets secrets;

  public Credentials(Users users, Secrets secrets) {
    this.users = users;
    this.secrets = secrets;
  }

  /// The owner of a proven credential; a person who was never here becomes a user.
  public Owner bind(Tx tx, Environment environment, Proven proven, Instant now) {
    var known = repository.find(tx, environment.id(), proven.credential());
    if (known.isPresent()) return welcome(tx, environment, known.get(), proven, now);
    requireOwnAddress(tx, environment, proven);
    User user = users.create(tx, environment, profileEmail(proven), now);
    LinkedCredential linked = newCredential(user.id(), proven, true, now);
    if (!repository.insert(tx, environment.id(), linked)) {
      // Another sign-in with the same credential was first: its user stands.
      users.delete(tx, environment, user.id());
      var first = repository.find(tx, environment.id(), proven.credential()).orElseThrow();
      return welcome(tx, environment, first, proven, now);
    }
    users.visited(tx, user, linked.id(), now);
    if (phone(proven)) {
      inProfile(tx, environment, user.id(), proven.credential(), now);
      user = users.get(tx, environment, user.id());
    }
    return new Owner(user.withVisit(linked.id(), now), List.of(linked), linked, true);
  }

  /// The credential of a signed-in user's, or that of the other whose it is and stays.
  public LinkedCredential link(
      Tx tx, Environment environment, UUID userId, Proven proven, Instant now) {
    // A passkey is there to sign in by, unless it is registered where none does.
    boolean signsIn =
        proven.credential() instanceof Credential.Passkey
            ? environment.settings().passkeys().enabled()
            : environment.settings().security().allowMultipleCredentialsForSignIn();
    repository.insert(tx, environment.id(), newCredential(userId, proven, signsIn, now));
    var linked = repository.find(tx, environment.id(), proven.credential()).orElseThrow();
    if (!linked.userId().equals(userId)) return linked;
    LinkedCredential fresh = proven(tx, environment, linked, proven, now);
    inProfile(tx, environment, userId, proven.credential(), now);
    users.visited(tx, users.get(tx, environment, userId), fresh.id(), now);
    return fresh;
  }

  /// What the evidence of another credential proves besides. Empty for what somebody has already:
  /// by this it never changes hands, and signs nobody in to another's account.
  public Optional<LinkedCredential> add(
      Tx tx, Environment environment, UUID userId, Credential credential, Instant now) {
    if (repository.find(tx, environment.id(), credential).isPresent()) return Optional.empty();
    boolean many = environment.settings().security().allowMultipleCredentialsForSignIn();
    var proven = new Proven(credential, credential.identifier(), Json.object());
    LinkedCredential linked = newCredential(userId, proven, many, now);
    if (!repository.insert(tx, environment.id(), linked)) return Optional.empty();
    boolean noEmail = users.get(tx, environment, userId).profile().email() == null;
    if (noEmail && credential instanceof Credential.Email(var address)) {
      users.changeEmail(tx, environment, userId, address.value(), now);
    }
    return Optional.of(linked);
  }

  public Optional<LinkedCredential> find(Tx tx, Environment environment, Credential credential) {
    return repository.find(tx, environment.id(), credential);
  }

  public Optional<LinkedCredential> get(Tx tx, Environment environment, UUID id) {
    return repository.get(tx, environment.id(), id);
  }

  /// The user as they stand now; `proven` is the credential they proved last.
  public Owner ownerOf(Tx tx, Environment environment, UUID userId) {
    User user = users.get(tx, environment, userId);
    var all = repository.ofUser(tx, environment.id(), userId);
    LinkedCredential last =
        all.stream()
            .filter(linked -> linked.id().equals(user.lastVerifiedCredentialId()))
            .findFirst()
            .or(() -> all.stream().findFirst())
            .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "a user without a credential"));
    return new Owner(user, all, last, false);
  }

  public List<LinkedCredential> ofUser(Tx tx, Environment environment, UUID userId) {
    return repository.ofUser(tx, environment.id(), userId);
  }

  public void deleteOfUser(Tx tx, Environment environment, UUID userId) {
    repository.deleteOfUser(tx, environment.id(), userId);
  }

  /// From one user to another, who may sign in with it if `signIn`; who had it before is remembered.
  public void give(
      Tx tx, Environment environment, LinkedCredential linked, UUID to, boolean signIn) {
    ObjectNode details = linked.details().deepCopy();
    details.withArrayProperty(PREVIOUS).add(linked.userId().toString());
    var given =
        new LinkedCredential(
            linked.id(),
            to,
            linked.credential(),
            linked.publicIdentifier(),
            signIn,
            linked.verifiedAt(),
            null,
            details);
    if (!repository.give(tx, environment.id(), given, linked.userId())) {
      throw new Refusal(Problem.REASSIGN_WALLET_ERROR, "it was given away meanwhile");
    }
  }

  /// The last that signs a user in cannot go: they would be box out.
  public void unlink(Tx tx, Environment environment, UUID userId, UUID id, Instant now) {
    // Of two that leave one each, the second sees what the first has left.
    users.lock(tx, environment, userId);
    var all = repository.ofUser(tx, environment.id(), userId);
    LinkedCredential going =
        all.stream()
            .filter(linked -> linked.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Refusal(Problem.INVALID_UNLINK_REQUEST, "not theirs: " + id));
    if (all.stream().noneMatch(other -> other.signInEnabled() && !other.id().equals(id))) {
      throw new Refusal(Problem.CANNOT_DELETE_LAST_SIGN_IN_VERIFIED_CREDENTIAL, "the last");
    }
    repository.delete(tx, environment.id(), userId, id);
    switch (going.credential()) {
      case Credential.Email(var address) ->
          users.forgetEmail(tx, environment, userId, address.value(), now);
      case Credential.Phone(var number) ->
          users.forgetPhone(tx, environment, userId, number.value(), now);
      default -> {}
    }
  }

  /// What was proven last of its kind is what the profile shows.
  private void inProfile(
      Tx tx, Environment environment, UUID userId, Credential credential, Instant now) {
    switch (credential) {
      case Credential.Email(var address) ->
          users.changeEmail(tx, environment, userId, address.value(), now);
      case Credential.Phone(var number) ->
          users.changePhone(tx, environment, userId, number.value(), now);
      default -> {}
    }
  }

  private static boolean phone(Proven proven) {
    return proven.credential() instanceof Credential.Phone;
  }

  /// Keeps what the provider of an account gave with it, sealed. Goes with the credential.
  public void keepTokens(Tx tx, Environment environment, Credential credential, byte[] box) {
    repository.keepTokens(tx, environment.id(), credential, box);
  }

  /// Empty where nothing is kept of it.
  public Optional<byte[]> tokens(Tx tx, UUID environmentId, UUID id) {
    return repository.tokens(tx, environmentId, id);
  }

  /// A credential of whatever environment: an admin route knows the id alone.
  public Optional<Found> anywhere(Tx tx, UUID id) {
    return repository
        .environmentOf(tx, id)
        .flatMap(home -> repository.get(tx, home, id).map(linked -> new Found(home, linked)));
  }

  /// And where it was found.
  public record Found(UUID environmentId, LinkedCredential linked) {}

  /// Which wallet the person uses now.
  public void select(Tx tx, Environment environment, UUID userId, UUID id, Instant now) {
    boolean theirs =
        repository
            .get(tx, environment.id(), id)
            .filter(linked -> linked.userId().equals(userId))
            .filter(linked -> linked.credential() instanceof Credential.Wallet)
            .isPresent();
    if (!theirs) throw new Refusal(Problem.INVALID_WALLET_ID, "not a wallet of theirs");
    repository.select(tx, environment.id(), id, now);
  }

  private Owner welcome(
      Tx tx, Environment environment, LinkedCredential known, Proven proven, Instant now) {
    if (!known.signInEnabled()) {
      throw new Refusal(Problem.CREDENTIAL_NOT_ENABLED_FOR_SIGN_IN, "credential " + known.id());
    }
    LinkedCredential fresh = proven(tx, environment, known, proven, now);
    User user = users.get(tx, environment, known.userId());
    users.visited(tx, user, known.id(), now);
    var all = repository.ofUser(tx, environment.id(), user.id());
    return new Owner(user.withVisit(known.id(), now), all, fresh, false);
  }

  /// A wallet is remembered as its client writes it now, an account as its provider tells of it now.
  /// Of any other there is nothing new.
  private LinkedCredential proven(
      Tx tx, Environment environment, LinkedCredential known, Proven proven, Instant now) {
    boolean told =
        known.credential() instanceof Credential.Wallet
            || known.credential() instanceof Credential.Social;
    if (!told) return known;
    ObjectNode details = proven.details().deepCopy();
    @Nullable JsonNode previous = known.details().get(PREVIOUS);
    if (previous != null) details.set(PREVIOUS, previous);
    var fresh =
        new LinkedCredential(
            known.id(),
            known.userId(),
            known.credential(),
            proven.written(),
            known.signInEnabled(),
            now,
            known.lastSelectedAt(),
            details);
    repository.proven(tx, environment.id(), fresh);
    return fresh;
  }

  private LinkedCredential newCredential(UUID userId, Proven proven, boolean signIn, Instant now) {
    return new LinkedCredential(
        secrets.randomId(),
        userId,
        proven.credential(),
        proven.written(),
        signIn,
        now,
        null,
        proven.details());
  }

  /// Whoever has proven the address here keeps the one account with it: they sign in as before, and
  /// link the new credential then.
  private void requireOwnAddress(Tx tx, Environment environment, Proven proven) {
    if (proven.email().isEmpty()) return;
    String address = proven.email().get().value();
    var taken = repository.find(tx, environment.id(), new Credential.Email(proven.email().get()));
    if (taken.isEmpty()) return;
    throw new Refusal(Problem.EMAIL_ASSOCIATED_WITH_DIFFERENT_PROVIDER, "an account by e-mail")
        .with(Map.of("email", address, "loginProvider", "dynamic"));
  }

  private static @Nullable String profileEmail(Proven proven) {
    if (proven.credential() instanceof Credential.Email(var address)) return address.value();
    return proven.email().map(EmailAddress::value).orElse(null);
  }
}
