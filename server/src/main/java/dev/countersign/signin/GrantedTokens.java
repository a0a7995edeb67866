package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.db.Work;
import dev.countersign.environment.Environment;
import dev.countersign.method.social.ProviderTokens;
import dev.countersign.vault.Vault;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What providers gave with people's accounts, for their own APIs. It lies sealed beside the
/// credential and goes with it.
public final class GrantedTokens {
  private final Database database;
  private final Credentials credentials;
  private final Vault vault;

  public GrantedTokens(Database database, Credentials credentials, Vault vault) {
    this.database = database;
    this.credentials = credentials;
    this.vault = vault;
  }

  /// One of them, as it was at the last sign-in.
  public record Granted(String accessToken, List<String> scopes) {
    @Override
    public String toString() {
      return "Granted " + scopes;
    }
  }

  void keep(Tx tx, Environment environment, Credential credential, ProviderTokens tokens) {
    byte[] box = vault.seal(purpose(environment.id(), credential), tokens.bytes());
    credentials.keepTokens(tx, environment, credential, box);
  }

  /// Of one of a person's own accounts.
  Granted own(Environment environment, UUID userId, UUID credentialId) {
    return granted(
        credentialId,
        tx ->
            credentials
                .get(tx, environment, credentialId)
                .filter(linked -> linked.userId().equals(userId))
                .flatMap(linked -> tokens(tx, environment.id(), linked)));
  }

  /// For the operator, who knows the id alone: of any person's account.
  public Granted any(UUID credentialId) {
    return granted(
        credentialId,
        tx ->
            credentials
                .anywhere(tx, credentialId)
                .flatMap(found -> tokens(tx, found.environmentId(), found.linked())));
  }

  private Granted granted(UUID credentialId, Work<Optional<ProviderTokens>> looking) {
    return database
        .read(looking)
        .map(held -> new Granted(held.access(), held.scopes()))
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "no token of " + credentialId));
  }

  private Optional<ProviderTokens> tokens(Tx tx, UUID environmentId, LinkedCredential linked) {
    return credentials
        .tokens(tx, environmentId, linked.id())
        .map(box -> vault.open(purpose(environmentId, linked.credential()), box))
        .map(ProviderTokens::read);
  }

  private static String purpose(UUID environmentId, Credential credential) {
    return "social-tokens/" + environmentId + "/" + credential.identifier();
  }
}
