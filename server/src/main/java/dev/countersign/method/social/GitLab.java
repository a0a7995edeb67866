package dev.countersign.method.social;

/// https://docs.gitlab.com/integration/openid_connect_provider
///
/// `domain` is the host of an own instance.
final class GitLab {
  private static final String HOST = "https://{domain|gitlab.com}";

  static final Spec SPEC =
      Spec.of("gitlab", GitLab::account)
          .opensAt(HOST + "/oauth/authorize")
          .tokensAt(HOST + "/oauth/token")
          .personAt(HOST + "/oauth/userinfo")
          .signs(HOST, HOST + "/oauth/discovery/keys")
          .scopes("openid profile email");

  private GitLab() {}

  private static SocialAccount account(Told told) {
    return OpenId.account("gitlab", told).username(told.userInfo().path("nickname"));
  }
}
