package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration
final class Coinbase {
  static final Spec SPEC =
      Spec.of("coinbasesocial", Coinbase::account)
          .opensAt("https://login.coinbase.com/oauth2/auth")
          .tokensAt("https://login.coinbase.com/oauth2/token")
          .personAt("https://api.coinbase.com/v2/user")
          .scopes("wallet:user:read,wallet:user:email");

  private Coinbase() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo().path("data");
    return SocialAccount.of("coinbasesocial", user.path("id"))
        .username(user.path("username"))
        .displayName(user.path("name"))
        .email(user.path("email"))
        .photo(user.path("avatar_url"));
  }
}
