package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.DISCOVERED;

import tools.jackson.databind.JsonNode;

/// Accounts by the standard claims (OpenID Connect Core §5.1), and the provider that is any: Okta, or
/// whoever publishes a discovery document.
final class OpenId {
  static final Spec OKTA =
      Spec.of("okta", told -> account("okta", told)).scopes("openid profile email").is(DISCOVERED);

  private OpenId() {}

  static SocialAccount account(String provider, Told told) {
    JsonNode person = told.person();
    return SocialAccount.of(
            provider,
            told.claims().isMissingNode() ? person.path("sub") : told.claims().path("sub"))
        .username(person.path("preferred_username"))
        .displayName(person.path("name"))
        .photo(person.path("picture"))
        .email(person.path("email"), verified(person.path("email_verified")));
  }

  /// Some write it as a text.
  static boolean verified(JsonNode claim) {
    return claim.isBoolean()
        ? claim.booleanValue()
        : "true".equals(claim.stringValueOpt().orElse(""));
  }
}
