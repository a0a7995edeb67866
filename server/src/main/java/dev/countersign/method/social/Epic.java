package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.BASIC;

import tools.jackson.databind.JsonNode;

/// https://dev.epicgames.com/docs/web-api-ref/authentication
final class Epic {
  private static final String API = "https://api.epicgames.dev/epic/oauth/v2";

  static final Spec SPEC =
      Spec.of("epicgames", Epic::account)
          .opensAt("https://www.epicgames.com/id/authorize")
          .tokensAt(API + "/token")
          .personAt(API + "/userInfo")
          .scopes("basic_profile")
          .is(BASIC);

  private Epic() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    return SocialAccount.of("epicgames", user.path("sub"))
        .username(user.path("preferred_username"));
  }
}
