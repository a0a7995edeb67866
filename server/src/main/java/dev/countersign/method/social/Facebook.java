package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
final class Facebook {
  private static final String GRAPH = "https://graph.facebook.com/v23.0";

  static final Spec SPEC =
      Spec.of("facebook", Facebook::account)
          .opensAt("https://www.facebook.com/v23.0/dialog/oauth")
          .tokensAt(GRAPH + "/oauth/access_token")
          .personAt(GRAPH + "/me?fields=id,name,email,picture")
          .scopes("public_profile email");

  private Facebook() {}

  /// Whether the address was verified, Facebook does not say.
  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    return SocialAccount.of("facebook", user.path("id"))
        .displayName(user.path("name"))
        .email(user.path("email"))
        .photo(user.at("/picture/data/url"));
  }
}
