package dev.countersign.factor;

import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Credentials that can be asked for beside the one that signed the person in. They come and go with
/// linking.
public final class CredentialFactors implements FactorStore {
  private final Credentials credentials;

  public CredentialFactors(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public List<Factor> ofUser(Tx tx, Environment environment, UUID userId) {
    return credentials.ofUser(tx, environment, userId).stream()
        .flatMap(linked -> factor(linked).stream())
        .toList();
  }

  /// They are the person's to unlink.
  @Override
  public void forget(Tx tx, Environment environment, UUID userId) {}

  private static Optional<Factor> factor(LinkedCredential linked) {
    return switch (linked.credential()) {
      case Credential.Email(var address) -> Optional.of(of(linked, Method.EMAIL, address.value()));
      // What there is to say of a passkey is kept elsewhere.
      case Credential.Passkey _,
          Credential.Phone _,
          Credential.Wallet _,
          Credential.External _,
          Credential.Social _ ->
          Optional.empty();
    };
  }

  private static Factor of(LinkedCredential linked, Method method, String alias) {
    return new Factor(linked.id(), method, alias, linked.verifiedAt(), linked.verifiedAt());
  }
}
