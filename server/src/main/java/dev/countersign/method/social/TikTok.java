package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.NO_PKCE;

import tools.jackson.databind.JsonNode;

/// https://developers.tiktok.com/doc/login-kit-web
final class TikTok {
  static final Spec SPEC =
      Spec.of("tiktok", TikTok::account)
          .opensAt("https://www.tiktok.com/v2/auth/authorize/")
          .tokensAt("https://open.tiktokapis.com/v2/oauth/token/")
          .personAt(
              "https://open.tiktokapis.com/v2/user/info/?fields=open_id,union_id,avatar_url,display_name")
          .clientIdName("client_key")
          .scopes("user.info.basic")
          .is(NO_PKCE);

  private TikTok() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo().at("/data/user");
    return SocialAccount.of("tiktok", user.path("open_id"))
        .displayName(user.path("display_name"))
        .photo(user.path("avatar_url"));
  }
}
