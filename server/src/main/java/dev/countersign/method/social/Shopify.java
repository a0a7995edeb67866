package dev.countersign.method.social;

import static dev.countersign.method.social.Spec.Trait.NO_PKCE;

import dev.countersign.base.Json;
import tools.jackson.databind.JsonNode;

/// https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
///
/// Of one store, whose staff sign in. Who it is comes along with the token.
final class Shopify {
  private static final String STORE = "https://{shopifyStore}.myshopify.com/admin/oauth";

  static final Spec SPEC =
      Spec.of("shopify", Shopify::account)
          .opensAt(STORE + "/authorize")
          .tokensAt(STORE + "/access_token")
          .with("grant_options[]", "per-user")
          .scopes("read_products")
          .is(NO_PKCE);

  private Shopify() {}

  private static SocialAccount account(Told told) {
    JsonNode user = told.tokens().path("associated_user");
    String name =
        user.path("first_name").stringValueOpt().orElse("")
            + " "
            + user.path("last_name").stringValueOpt().orElse("");
    return SocialAccount.of("shopify", user.path("id"))
        .displayName(Json.tree(name.strip()))
        .email(user.path("email"), OpenId.verified(user.path("email_verified")));
  }
}
