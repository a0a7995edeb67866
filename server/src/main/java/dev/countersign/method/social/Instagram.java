package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.NO_PKCE;

import tools.jackson.databind.JsonNode;

/// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login
final class Instagram {
  static final Spec SPEC =
      Spec.of("instagram", Instagram::account)
          .opensAt("https://www.instagram.com/oauth/authorize")
          .tokensAt("https://api.instagram.com/oauth/access_token")
          .personAt(
              "https://graph.instagram.com/me?fields=user_id,username,name,profile_picture_url")
          .scopes("instagram_business_basic")
          .is(NO_PKCE);

  private Instagram() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    return SocialAccount.of("instagram", user.path("user_id"))
        .username(user.path("username"))
        .displayName(user.path("name"))
        .photo(user.path("profile_picture_url"));
  }
}
