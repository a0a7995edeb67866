package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc
///
/// `domain` is the tenant; without one anybody with an account of Microsoft may come.
final class Microsoft {
  private static final String LOGIN = "https://login.microsoftonline.com/{domain|common}";

  static final Spec SPEC =
      Spec.of("microsoft", Microsoft::account)
          .opensAt(LOGIN + "/oauth2/v2.0/authorize")
          .tokensAt(LOGIN + "/oauth2/v2.0/token")
          .signs(
              "https://login.microsoftonline.com/{tid}/v2.0",
              "https://login.microsoftonline.com/common/discovery/v2.0/keys")
          .scopes("openid profile email");

  private Microsoft() {}

  /// A tenant's administrator may write any address into `email`, so it counts only where Microsoft
  /// says that the tenant has proven the domain.
  private static SocialAccount account(Told told) {
    JsonNode claims = told.claims();
    return SocialAccount.of("microsoft", claims.path("sub"))
        .username(claims.path("preferred_username"))
        .displayName(claims.path("name"))
        .email(claims.path("email"), OpenId.verified(claims.path("xms_edov")));
  }
}
