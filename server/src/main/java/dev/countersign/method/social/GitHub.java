package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
final class GitHub {
  static final Spec SPEC =
      Spec.of("github", GitHub::account)
          .opensAt("https://github.com/login/oauth/authorize")
          .tokensAt("https://github.com/login/oauth/access_token")
          .personAt("https://api.github.com/user")
          .emailsAt("https://api.github.com/user/emails")
          .scopes("read:user user:email");

  private GitHub() {}

  /// The primary address first. The one in the profile may be any text, so the list alone counts.
  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    SocialAccount account =
        SocialAccount.of("github", user.path("id"))
            .username(user.path("login"))
            .displayName(user.path("name"))
            .photo(user.path("avatar_url"));
    for (boolean primary : new boolean[] {true, false}) {
      for (JsonNode email : told.emails()) {
        if (OpenId.verified(email.path("primary")) != primary) continue;
        account.email(email.path("email"), OpenId.verified(email.path("verified")));
      }
    }
    return account;
  }
}
