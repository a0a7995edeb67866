package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://dev.twitch.tv/docs/authentication/getting-tokens-oauth
final class Twitch {
  static final Spec SPEC =
      Spec.of("twitch", Twitch::account)
          .opensAt("https://id.twitch.tv/oauth2/authorize")
          .tokensAt("https://id.twitch.tv/oauth2/token")
          .personAt("https://api.twitch.tv/helix/users")
          .header("Client-Id", Setup::clientId)
          .scopes("user:read:email");

  private Twitch() {}

  /// It tells of an address only once it is verified.
  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo().at("/data/0");
    return SocialAccount.of("twitch", user.path("id"))
        .username(user.path("login"))
        .displayName(user.path("display_name"))
        .photo(user.path("profile_image_url"))
        .email(user.path("email"), true);
  }
}
