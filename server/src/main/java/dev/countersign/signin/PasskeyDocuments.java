package dev.countersign.signin;

import dev.countersign.base.Json;
import dev.countersign.credential.Owner;
import dev.countersign.method.passkey.Authenticators;
import dev.countersign.method.passkey.Options;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.user.Profile;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Passkeys and their owners as clients read them.
final class PasskeyDocuments {
  private PasskeyDocuments() {}

  static ObjectNode list(List<Passkey> passkeys) {
    ObjectNode document = Json.object().put("count", passkeys.size());
    ArrayNode list = document.putArray("passkeys");
    for (Passkey passkey : passkeys) list.add(of(passkey));
    return document;
  }

  static ObjectNode of(Passkey passkey) {
    ObjectNode document = Json.object();
    document.put("id", passkey.id().toString());
    document.put("credentialId", passkey.credentialId());
    document.put("createdAt", passkey.createdAt().toString());
    if (passkey.updatedAt() != null) document.put("updatedAt", passkey.updatedAt().toString());
    if (passkey.alias() != null) document.put("alias", passkey.alias());
    if (passkey.userAgent() != null) document.put("userAgent", passkey.userAgent());
    document.put("origin", passkey.origin());
    Authenticators.named(passkey.aaguid())
        .ifPresent(
            named ->
                document.putObject("storage").put("name", named.name()).put("icon", named.icon()));
    return document;
  }

  /// By what the person knows the account, first what they typed themself.
  static Options.Named named(Owner owner) {
    Profile profile = owner.user().profile();
    String name =
        Stream.of(profile.email(), profile.username(), profile.phoneNumber())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(owner.proven().publicIdentifier());
    String fullName =
        Stream.of(profile.firstName(), profile.lastName())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return new Options.Named(name, fullName.isEmpty() ? name : fullName);
  }
}
