package dev.countersign.method.social;

/// https://developers.google.com/identity/openid-connect/openid-connect
final class Google {
  static final Spec SPEC =
      Spec.of("google", told -> OpenId.account("google", told))
          .opensAt("https://accounts.google.com/o/oauth2/v2/auth")
          .tokensAt("https://oauth2.googleapis.com/token")
          .signs("https://accounts.google.com", "https://www.googleapis.com/oauth2/v3/certs")
          .with("access_type", "offline")
          .scopes("openid email profile");

  private Google() {}
}
