package dev.countersign.credential;

import dev.countersign.user.User;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A user together with every credential of theirs. `proven` is the one that was proven just now,
/// or last; `created` tells whether this sign-in made the user.
public record Owner(
    User user, List<LinkedCredential> credentials, LinkedCredential proven, boolean created) {
  public Owner {
    credentials = List.copyOf(credentials);
  }

  /// Of all there is to know of the person, what whoever proved this credential knows anyway.
  public Owner onlyWith(UUID credentialId) {
    LinkedCredential known =
        credentials.stream()
            .filter(linked -> linked.id().equals(credentialId))
            .findFirst()
            .orElse(proven);
    @Nullable String email =
        known.credential() instanceof Credential.Email(var address) ? address.value() : null;
    return new Owner(user.withProfile(email), List.of(known), known, created);
  }

  public UUID userId() {
    return user.id();
  }
}
