package dev.countersign.user;

import dev.countersign.base.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a person told of themself. Nothing here is proven; `email` is the address that sign-in or
/// linking proved last. `metadata` is a free object of at most 10 KB.
public record Profile(
    @Nullable String email,
    @Nullable String username,
    @Nullable String alias,
    @Nullable String firstName,
    @Nullable String lastName,
    @Nullable String phoneNumber,
    @Nullable String jobTitle,
    @Nullable String team,
    @Nullable String tShirtSize,
    @Nullable String country,
    @Nullable Boolean policiesConsent,
    @Nullable Boolean emailNotification,
    @Nullable Boolean discordNotification,
    @Nullable Boolean newsletterNotification,
    @Nullable String btcWallet,
    @Nullable String kdaWallet,
    @Nullable String ltcWallet,
    @Nullable String ckbWallet,
    @Nullable String kasWallet,
    @Nullable String dogeWallet,
    ObjectNode metadata) {

  /// A profile of which only the address is known.
  static Profile withEmail(@Nullable String email) {
    ObjectNode empty = Json.object();
    return new Profile(
        email, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, empty);
  }
}
