package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://developers.line.biz/en/docs/line-login/integrate-line-login
///
/// Its ID tokens are signed with the channel's secret, which is no proof here (RFC 8725 §2.1), so the
/// profile is asked for instead.
final class Line {
  static final Spec SPEC =
      Spec.of("line", Line::account)
          .opensAt("https://access.line.me/oauth2/v2.1/authorize")
          .tokensAt("https://api.line.me/oauth2/v2.1/token")
          .personAt("https://api.line.me/v2/profile")
          .scopes("profile");

  private Line() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.userInfo();
    return SocialAccount.of("line", user.path("userId"))
        .displayName(user.path("displayName"))
        .photo(user.path("pictureUrl"));
  }
}
