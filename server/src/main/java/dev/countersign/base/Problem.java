package dev.countersign.base;

import java.util.Locale;

/// The catalogue of refusals: status, wire code (the constant's name in lower case) and sentence.
/// Coarse where detail would help an attacker: unknown, foreign, expired and spent codes are one.
public enum Problem {
  BAD_REQUEST(400, "The request could not be read. Send JSON of the documented shape."),
  UNAUTHORIZED(401, "A valid token is needed. Sign in again, or check the credential you sent."),
  FORBIDDEN(403, "This credential may not do that."),
  ADDITIONAL_AUTH_REQUIRED(403, "A second factor must be proven first. Do that and try again."),
  DEVICE_REGISTRATION_REQUIRED(
      403, "This device must be approved first. Open the link in the mail on it, then try again."),
  ORIGIN_NOT_ALLOWED(
      403, "This origin is not on the environment's list. Add it to the allowed origins."),
  ENVIRONMENT_LOCKED(403, "This environment is locked by its operator. Unlock it in its settings."),
  SANDBOX_MAXIMUM_THRESHOLD_REACHED(
      403, "This sandbox holds as many users as it may. Raise its limit or delete users."),
  NOT_FOUND(404, "There is no such thing here. Check the address and its ids."),
  METHOD_NOT_ALLOWED(405, "This address does not take that method."),
  CONTENT_TOO_LARGE(413, "The request is too large. Send less."),
  TOO_MANY_REQUESTS(429, "Too many requests. Wait as long as Retry-After says, then try again."),
  MFA_RATE_LIMITED(429, "Too many wrong codes of a second factor. Wait as Retry-After says."),
  INTERNAL_ERROR(500, "Something broke on our side. Look for the request id in the server's log."),
  WALLET_NETWORK_UNAVAILABLE(
      503, "The wallet's network does not answer. Nothing was done; try again soon."),
  EXTERNAL_AUTH_UNAVAILABLE(
      503, "The token issuer's keys cannot be fetched. Nothing was done; try again soon."),
  PROVIDER_UNAVAILABLE(
      503, "The provider of this sign-in does not answer. Nothing was done; start again soon."),
  STORE_UNAVAILABLE(503, "The database does not answer. Nothing was done; try again soon."),

  INVALID_EMAIL(422, "This is not an e-mail address that can be used here."),
  NO_ENABLED_EMAIL_PROVIDER(422, "E-mail sign-in is not enabled. Enable it in the settings."),
  NO_ENABLED_SMS_PROVIDER(422, "Sign-in by text message is not enabled. Enable the provider sms."),
  SMS_PROVIDER_UNAVAILABLE(503, "The service for text messages does not answer. Try again later."),
  WRONG_SMS_VERIFICATION_TOKEN(
      422, "This code is not the one in the text message. Check it and try again."),
  INVALID_SMS_VERIFICATION(
      422, "The code of the text message is not valid any more. Ask for a new one."),
  TOO_MANY_SMS_VERIFICATION_ATTEMPTS(
      422, "Too many wrong codes. Ask for a new text message and use its code."),
  USER_HAS_ALREADY_ACCOUNT_WITH_PHONE_NUMBER(422, "Another account already has this phone number."),
  WRONG_EMAIL_VERIFICATION_TOKEN(422, "This code is not correct. Check it and try again."),
  INVALID_EMAIL_VERIFICATION(422, "This code is not valid any more. Ask for a new one."),
  TOO_MANY_EMAIL_VERIFICATION_ATTEMPTS(
      422, "Too many wrong codes. Ask for a new one and use that."),
  CREDENTIAL_NOT_ENABLED_FOR_SIGN_IN(
      422, "This credential does not sign in here. Use the one the account was made with."),
  USER_HAS_ALREADY_ACCOUNT_WITH_EMAIL(422, "Another account already has this e-mail address."),
  EMAIL_ASSOCIATED_WITH_DIFFERENT_PROVIDER(
      422, "An account with this e-mail address signs in another way. Do that, and link this one."),
  SOCIAL_ACCOUNT_ALREADY_EXISTS(422, "Another account here already has this social account."),
  PROVIDER_NOT_AVAILABLE(422, "This way to sign in is not set up here, or is switched off."),
  INVALID_VERIFICATION(
      422, "This sign-in is not going on any more, or not in this browser. Start it again."),
  OTHER_VERIFY_FAILURE(422, "The provider did not confirm this sign-in. Start it again."),
  INVALID_MOBILE_DEEPLINK_URLS(
      422, "A deep link is a scheme and perhaps a host, without a path, as in myapp://callback."),
  UNAUTHORIZED_MOBILE_DEEPLINK_URL(
      422, "This return address is not on the environment's list of deep links."),
  INVALID_PASSKEY(
      401, "This passkey was not accepted. Start the sign-in again and choose one of this site."),
  INVALID_PASSKEY_REGISTRATION(
      422, "This passkey cannot be registered. Start again, and choose another place to keep it."),
  MAX_PASSKEYS_PER_USER(422, "The account has ten passkeys. Delete one to register another."),
  PASSKEY_NOT_FOUND(422, "This is not one of the account's passkeys."),
  EMAIL_ALREADY_EXISTS(422, "This e-mail address is already in use."),
  USERNAME_ALREADY_EXISTS(422, "This username is already taken. Choose another."),
  INVALID_USERNAME(
      422, "A username has 5 to 20 letters, digits or $!#%? and no two symbols in a row."),
  INVALID_SESSION_PUBLIC_KEY(
      422, "The session public key is not a compressed P-256 point in lower-case hex."),
  INVALID_DEVICE_SIGNATURE(
      422, "The device signature does not verify. Fetch a new nonce and sign again."),
  INVALID_DEVICE_REGISTRATION(
      422, "This link does not approve this device, or not any more. Sign in on it for a new one."),
  INVALID_USER(422, "A profile field has a value that is not allowed."),
  INVALID_PHONE(422, "This is not a phone number that can be used here."),
  METADATA_SIZE_EXCEEDED(422, "The metadata is larger than 10 KB. Store less."),
  INVALID_METADATA_VALUE(422, "The metadata is not an object of plain JSON values."),
  CUSTOM_FIELD_DATA_NOT_UNIQUE(422, "Another user already has this value."),
  INVALID_UPDATE(422, "A setting has a value that is not allowed. Nothing was changed."),
  INVALID_CAPTCHA(422, "The captcha was not solved, or its token was used before. Solve it anew."),
  CAPTCHA_UNAVAILABLE(503, "The captcha service does not answer. Try again later."),
  CAPTCHA_SETTINGS_INCOMPLETE_KEY_PAIR(
      422, "A captcha needs both its keys. Send the site key and the secret key."),
  INVALID_CORS_ORIGINS(
      422, "An origin is a scheme, a host and perhaps a port, as in https://app.example.org."),
  INVALID_CUSTOM_HOSTNAME(
      422, "A custom hostname is a DNS name below a domain of yours, as in auth.example.org."),
  REASSIGN_WALLET_CONFIRM(
      422, "This wallet belongs to another account. It can be moved here if you sign once more."),
  REASSIGN_WALLET_ERROR(422, "This wallet belongs to another account and cannot be moved."),
  ELEVATED_ACCESS_TOKEN_REQUIRED(
      403, "Elevated access token required. Prove yourself once more and send the token you get."),
  MERGE_ACCOUNTS_CONFIRMATION(
      422, "You have another account. Merging it into this one cannot be undone: confirm it."),
  MERGE_ACCOUNTS_INVALID(422, "These accounts cannot be merged like this. Link again and choose."),
  INVALID_WALLET_ID(422, "This is not one of the account's wallets."),
  INVALID_UNLINK_REQUEST(422, "This is not one of the account's credentials."),
  FORBIDDEN_UNLINK_REQUEST(422, "Wallets cannot be unlinked here."),
  CANNOT_DELETE_LAST_SIGN_IN_VERIFIED_CREDENTIAL(
      422, "This is the last credential that signs you in. Add another one first."),
  UNSUPPORTED_CHAIN(422, "Wallets of this chain cannot sign in here."),
  INVALID_WALLET_NAME(422, "This wallet cannot be used here. Choose another one."),
  INVALID_WALLET_ADDRESS(422, "This is not an address of that chain."),
  INVALID_SIGN_IN_MESSAGE(
      422, "The message to sign is not as expected. Let the SDK build it and sign it unchanged."),
  SIGN_IN_MESSAGE_EXPIRED(
      422, "The message's times do not fit the present. Check your clock and sign a new one."),
  INVALID_WALLET_SIGNATURE(
      422, "This is not the wallet's signature of the message. Fetch a new nonce and sign again."),
  UNSUPPORTED_WALLET_SIGNATURE(
      422, "This kind of signature cannot be verified here. Sign with a plain key of the wallet."),
  WALLET_NOT_DEPLOYED(
      422, "This smart account is not deployed on that network. Deploy it, then sign again."),
  MFA_INVALID_CODE(422, "This proof of a second factor is not correct, or was used before."),
  MFA_INVALID_REQUEST(422, "This second factor cannot be used like this here."),
  MFA_DEVICE_NOT_FOUND(422, "This is not one of the account's second factors."),
  INVALID_EXTERNAL_AUTH(
      422, "This token does not sign in here. The checker of external tokens says why."),
  DUPLICATE_EXISTS(422, "This entry exists already.");

  private final int status;
  private final String sentence;

  Problem(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  public int status() {
    return status;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The cause and, where there is one, the cure.
  public String sentence() {
    return sentence;
  }
}
