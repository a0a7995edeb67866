package dev.countersign.credential;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.user.User;
import dev.countersign.user.Users;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Who owns which credential: bind, link, unlink. A credential has one owner in its environment.
public final class Credentials {
  private final CredentialRepository repository = new CredentialRepository();
  private final Users users;
  private final Secrets secrets;

  public Credentials(Users users, Secrets secrets) {
    this.users = users;
    this.secrets = secrets;
  }

  /// The owner of a proven credential; a person who was never here becomes a user.
  public Owner bind(Tx tx, Environment environment, Credential credential, Instant now) {
    var known = repository.find(tx, environment.id(), credential);
    if (known.isPresent()) return welcome(tx, environment, known.get(), now);
    User user = users.create(tx, environment, profileEmail(credential), now);
    LinkedCredential linked = newCredential(user.id(), credential, true, now);
    if (!repository.insert(tx, environment.id(), linked)) {
      // Another sign-in with the same credential was first: its user stands.
      users.delete(tx, environment, user.id());
      return welcome(
          tx, environment, repository.find(tx, environment.id(), credential).orElseThrow(), now);
    }
    users.visited(tx, user, linked.id(), now);
    User visited = user.withVisit(linked.id(), now);
    return new Owner(visited, List.of(linked), linked, true);
  }

  /// Binds a proven credential to a signed-in user; one that someone else owns stays theirs.
  public Owner link(
      Tx tx, Environment environment, UUID userId, Credential credential, Instant now) {
    boolean many = environment.settings().security().allowMultipleCredentialsForSignIn();
    repository.insert(tx, environment.id(), newCredential(userId, credential, many, now));
    var linked = repository.find(tx, environment.id(), credential).orElseThrow();
    if (!linked.userId().equals(userId)) {
      throw new Refusal(Problem.USER_HAS_ALREADY_ACCOUNT_WITH_EMAIL, "owned by another user");
    }
    if (credential instanceof Credential.Email(var address)) {
      users.changeEmail(tx, environment, userId, address.value(), now);
    }
    User user = users.get(tx, environment, userId);
    users.visited(tx, user, linked.id(), now);
    return new Owner(
        user.withVisit(linked.id(), now),
        repository.ofUser(tx, environment.id(), userId),
        linked,
        false);
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

  private Owner welcome(Tx tx, Environment environment, LinkedCredential known, Instant now) {
    if (!known.signInEnabled()) {
      throw new Refusal(Problem.CREDENTIAL_NOT_ENABLED_FOR_SIGN_IN, "credential " + known.id());
    }
    User user = users.get(tx, environment, known.userId());
    users.visited(tx, user, known.id(), now);
    var all = repository.ofUser(tx, environment.id(), user.id());
    return new Owner(user.withVisit(known.id(), now), all, known, false);
  }

  private LinkedCredential newCredential(
      UUID userId, Credential credential, boolean signIn, Instant now) {
    return new LinkedCredential(
        secrets.randomId(), userId, credential, credential.identifier(), signIn, now, null);
  }

  private static String profileEmail(Credential credential) {
    return switch (credential) {
      case Credential.Email(var address) -> address.value();
    };
  }
}
