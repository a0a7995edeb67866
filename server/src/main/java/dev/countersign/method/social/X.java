package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.BASIC;

import tools.jackson.databind.JsonNode;

/// https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
final class X {
  static final Spec SPEC =
      Spec.of("twitter", X::account)
          .opensAt("https://x.com/i/oauth2/authorize")
          .tokensAt("https://api.x.com/2/oauth2/token")
          .personAt("https://api.x.com/2/users/me?user.fields=profile_image_url")
          .scopes("users.read tweet.read")
          .is(BASIC);

  private X() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo().path("data");
    return SocialAccount.of("twitter", user.path("id"))
        .username(user.path("username"))
        .displayName(user.path("name"))
        .photo(user.path("profile_image_url"));
  }
}
