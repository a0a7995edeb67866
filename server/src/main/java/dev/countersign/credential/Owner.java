package dev.countersign.credential;

import dev.countersign.user.User;
import java.util.List;
import java.util.UUID;

/// A user together with every credential of theirs. `proven` is the one that was proven just now,
/// or last; `created` tells whether this sign-in made the user.
public record Owner(
    User user, List<LinkedCredential> credentials, LinkedCredential proven, boolean created) {
  public Owner {
    credentials = List.copyOf(credentials);
  }

  public UUID userId() {
    return user.id();
  }
}
