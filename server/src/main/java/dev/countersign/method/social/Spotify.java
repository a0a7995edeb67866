package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.BASIC;

import tools.jackson.databind.JsonNode;

/// https://developer.spotify.com/documentation/web-api/tutorials/code-flow
final class Spotify {
  static final Spec SPEC =
      Spec.of("spotify", Spotify::account)
          .opensAt("https://accounts.spotify.com/authorize")
          .tokensAt("https://accounts.spotify.com/api/token")
          .personAt("https://api.spotify.com/v1/me")
          .scopes("user-read-email user-read-private")
          .is(BASIC);

  private Spotify() {}

  /// Its documentation says that the address is not verified.
  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    return SocialAccount.of("spotify", user.path("id"))
        .displayName(user.path("display_name"))
        .email(user.path("email"))
        .photo(user.at("/images/0/url"));
  }
}
