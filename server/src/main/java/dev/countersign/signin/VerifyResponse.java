package dev.countersign.signin;

import dev.countersign.base.Json;
import dev.countersign.challenge.Prompt;
import dev.countersign.credential.PhoneNumber;
import dev.countersign.token.UserDocument;
import tools.jackson.databind.node.ObjectNode;

/// The one answer to every sign-in, refresh and change: clients replace all they hold by it. The
/// tokens are added by `ClientRoutes`, which knows whether the caller may read them.
final class VerifyResponse {
  private VerifyResponse() {}

  static ObjectNode of(SignedIn signedIn) {
    ObjectNode body = Json.object();
    body.set("user", UserDocument.of(signedIn.owner(), signedIn.session(), signedIn.access()));
    body.put("expiresAt", signedIn.tokens().expiresAt().getEpochSecond());
    signedIn.elevation().ifPresent(token -> body.put("elevatedAccessToken", token));
    return body;
  }

  /// A change that is done.
  static ObjectNode done(SignedIn signedIn) {
    return of(signedIn).put("nextView", "done");
  }

  /// A change of profile, of which an address or a number may wait for its code.
  static ObjectNode updated(SignedIn signedIn, Self.Updated updated) {
    ObjectNode body = done(signedIn);
    updated
        .smsPrompt()
        .ifPresent(
            prompt ->
                body.put("nextView", "verify-sms").set("smsVerification", smsVerification(prompt)));
    updated
        .emailPrompt()
        .ifPresent(
            prompt ->
                body.put("nextView", "verify-email")
                    .set("emailVerification", emailVerification(prompt)));
    return body;
  }

  static ObjectNode emailVerification(Prompt prompt) {
    ObjectNode handle = Json.object();
    handle.put("verificationUUID", prompt.challengeId().toString());
    handle.put("email", prompt.subject());
    return handle;
  }

  static ObjectNode smsVerification(Prompt prompt) {
    var number = new PhoneNumber(prompt.subject());
    ObjectNode handle = Json.object();
    handle.put("verificationUUID", prompt.challengeId().toString());
    handle.put("phoneNumber", number.national());
    handle.put("phoneCountryCode", number.countryCode());
    handle.put("isoCountryCode", number.region());
    return handle;
  }
}
