package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.BASIC;

import tools.jackson.databind.JsonNode;

/// https://docs.kraken.com/api/docs/oauth/kraken-connect
///
/// What it says of a person depends on the agreement with it; `userInfoUrl` overrides where.
final class Kraken {
  static final Spec SPEC =
      Spec.of("kraken", Kraken::account)
          .opensAt("https://id.kraken.com/oauth/authorize")
          .tokensAt("https://api.kraken.com/oauth/token")
          .personAt("https://api.kraken.com/oauth/userinfo")
          .scopes("account.info:basic")
          .is(BASIC);

  private Kraken() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo().has("result") ? told.userInfo().get("result") : told.userInfo();
    return SocialAccount.of("kraken", user.has("sub") ? user.get("sub") : user.path("iiban"))
        .email(user.path("email"));
  }
}
