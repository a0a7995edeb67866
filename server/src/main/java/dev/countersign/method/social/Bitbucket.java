package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.BASIC;

import tools.jackson.databind.JsonNode;

/// https://developer.atlassian.com/cloud/bitbucket/oauth-2
final class Bitbucket {
  static final Spec SPEC =
      Spec.of("bitbucket", Bitbucket::account)
          .opensAt("https://bitbucket.org/site/oauth2/authorize")
          .tokensAt("https://bitbucket.org/site/oauth2/access_token")
          .personAt("https://api.bitbucket.org/2.0/user")
          .emailsAt("https://api.bitbucket.org/2.0/user/emails")
          .scopes("account email")
          .is(BASIC);

  private Bitbucket() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    SocialAccount account =
        SocialAccount.of("bitbucket", user.path("uuid"))
            .username(user.path("username"))
            .displayName(user.path("display_name"))
            .photo(user.at("/links/avatar/href"));
    for (boolean primary : new boolean[] {true, false}) {
      for (JsonNode email : told.emails().path("values")) {
        if (OpenId.verified(email.path("is_primary")) != primary) continue;
        account.email(email.path("email"), OpenId.verified(email.path("is_confirmed")));
      }
    }
    return account;
  }
}
