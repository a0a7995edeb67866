package dev.countersign.user;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Keeps the users of every environment.
public final class Users {
  private final UserRepository repository = new UserRepository();
  private final Secrets secrets;

  public Users(Secrets secrets) {
    this.secrets = secrets;
  }

  public User create(Tx tx, Environment environment, @Nullable String email, Instant now) {
    UUID id = secrets.randomId();
    repository.insert(tx, id, environment.id(), email, now);
    return new User(id, environment.id(), Profile.withEmail(email), null, null, null, now, now);
  }

  public Optional<User> find(Tx tx, Environment environment, UUID id) {
    return repository.find(tx, environment.id(), id);
  }

  /// Of a user of whatever environment: some admin routes know the id alone.
  public Optional<UUID> environmentOf(Tx tx, UUID id) {
    return repository.environmentOf(tx, id);
  }

  /// Refuses as unauthorized when the user is gone: whoever asks holds something of theirs.
  public User get(Tx tx, Environment environment, UUID id) {
    return find(tx, environment, id)
        .orElseThrow(() -> new Refusal(Problem.UNAUTHORIZED, "no user " + id));
  }

  /// Changes the members that `change` names; one bad value refuses all of them.
  public User update(Tx tx, Environment environment, User user, ProfileChange change, Instant now) {
    Profile profile = change.applyTo(user.profile());
    String username = profile.username();
    if (username != null
        && !username.equalsIgnoreCase(user.profile().username())
        && repository.usernameTaken(tx, environment.id(), username)) {
      throw new Refusal(Problem.USERNAME_ALREADY_EXISTS, "username taken");
    }
    repository.updateProfile(tx, environment.id(), user.id(), profile, now);
    return get(tx, environment, user.id());
  }

  public void changeEmail(Tx tx, Environment environment, UUID id, String email, Instant now) {
    repository.changeEmail(tx, environment.id(), id, email, now);
  }

  public void changePhone(Tx tx, Environment environment, UUID id, String number, Instant now) {
    repository.changePhone(tx, environment.id(), id, number, now);
  }

  /// The number is not theirs any more.
  public void forgetPhone(Tx tx, Environment environment, UUID id, String number, Instant now) {
    repository.forgetPhone(tx, environment.id(), id, number, now);
  }

  /// The address is not theirs any more.
  public void forgetEmail(Tx tx, Environment environment, UUID id, String email, Instant now) {
    repository.forgetEmail(tx, environment.id(), id, email, now);
  }

  /// Another profile in the place of the one there is; every value of it was checked before.
  public void replace(Tx tx, Environment environment, UUID id, Profile profile, Instant now) {
    repository.updateProfile(tx, environment.id(), id, profile, now);
  }

  /// Makes others who lock the same user wait until this transaction has ended.
  public void lock(Tx tx, Environment environment, UUID id) {
    repository.lock(tx, environment.id(), id);
  }

  public void visited(Tx tx, User user, UUID credentialId, Instant now) {
    repository.visited(tx, user.environmentId(), user.id(), credentialId, now);
  }

  public boolean delete(Tx tx, Environment environment, UUID id) {
    return repository.delete(tx, environment.id(), id);
  }

  public boolean usernameTaken(Tx tx, Environment environment, String username) {
    return repository.usernameTaken(tx, environment.id(), username);
  }

  public boolean emailTaken(Tx tx, Environment environment, String email) {
    return repository.emailTaken(tx, environment.id(), email);
  }

  public List<User> search(Tx tx, Environment environment, UserSearch search) {
    return repository.search(tx, environment.id(), search);
  }

  /// How many users match, on every page together.
  public long count(Tx tx, Environment environment, UserSearch search) {
    return repository.count(tx, environment.id(), search);
  }
}
