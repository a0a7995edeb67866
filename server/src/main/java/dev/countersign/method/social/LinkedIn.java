package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.NO_PKCE;

/// https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
///
/// Its ID tokens carry no nonce, so the API is asked instead.
final class LinkedIn {
  static final Spec SPEC =
      Spec.of("linkedin", told -> OpenId.account("linkedin", told))
          .opensAt("https://www.linkedin.com/oauth/v2/authorization")
          .tokensAt("https://www.linkedin.com/oauth/v2/accessToken")
          .personAt("https://api.linkedin.com/v2/userinfo")
          .scopes("openid profile email")
          .is(NO_PKCE);

  private LinkedIn() {}
}
