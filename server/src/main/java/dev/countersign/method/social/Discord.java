package dev.countersign.method.social;

import dev.countersign.base.Json;
import tools.jackson.databind.JsonNode;

/// https://discord.com/developers/docs/topics/oauth2
final class Discord {
  static final Spec SPEC =
      Spec.of("discord", Discord::account)
          .opensAt("https://discord.com/oauth2/authorize")
          .tokensAt("https://discord.com/api/oauth2/token")
          .personAt("https://discord.com/api/users/@me")
          .scopes("identify email");

  private Discord() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    SocialAccount account =
        SocialAccount.of("discord", user.path("id"))
            .username(user.path("username"))
            .displayName(user.path("global_name"))
            .email(user.path("email"), OpenId.verified(user.path("verified")));
    String avatar = user.path("avatar").stringValueOpt().orElse("");
    if (avatar.isEmpty()) return account;
    return account.photo(
        Json.tree(
            "https://cdn.discordapp.com/avatars/%s/%s.png"
                .formatted(user.path("id").asString(), avatar)));
  }
}
