package dev.countersign;

import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import dev.countersign.support.TestPasskey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A person's day in their app, in which every operation of the client API is called.
class PersonDay extends ContractCaller {
  private static final Map<String, String> FARCASTER =
      Map.of(
          "address", "0x52908400098527886e0f7030069857d2e4169ee7",
          "domain", "localhost",
          "nonce", "0123456789",
          "message", "no message",
          "signature", "0x00");

  void beforeSignIn() {
    call("GET " + SDK + "/settings");
    call("GET " + SDK + "/nonce");
    call("GET " + SDK + "/nonces", "?count=5", null);
    call("GET " + SDK + "/healthcheck");
    call("GET " + SDK + "/.well-known/jwks");
    call("GET " + SDK + "/.well-known/jwks.json");
    call("GET " + SDK + "/.well-known/revocations");
    call(
        "POST " + SDK + "/connect",
        Map.of(
            "address", "0x0",
            "chain", "EVM",
            "provider", "browserExtension",
            "walletName", "metamask"));
    call("POST " + SDK + "/prefetch", Map.of("chain", "EVM", "publicWalletAddress", "0x0"));
    call("POST " + SDK + "/sdkSettings", Map.of());
    call("POST " + SDK + "/events", Map.of("events", List.of()));
  }

  void signIn() {
    String id = create("ada@example.org").text("verificationUUID");
    call(
        "POST " + SDK + "/emailVerifications/retry",
        Map.of("verificationUUID", id, "email", "ada@example.org"));
    Reply signedIn = answer("signin", id, "ada@example.org");
    accessToken = signedIn.text("minifiedJwt");
    ids.put("userId", signedIn.text("/user/id"));
    ids.put("sessionId", signedIn.text("/user/sessionId"));
  }

  void texts() {
    String signedIn = accessToken;
    accessToken = "";
    server.enableTexts(server.sandbox());
    var number =
        Map.of("phoneCountryCode", "1", "phoneNumber", "4155552671", "isoCountryCode", "US");
    String id = call("POST " + SDK + "/smsVerifications/create", number).text("verificationUUID");
    var again = new HashMap<String, String>(number);
    again.put("verificationUUID", id);
    call("POST " + SDK + "/smsVerifications/retry", again);
    String code = server.code(server.sandbox(), "+14155552671");
    var answer = Map.of("verificationUUID", id, "verificationToken", code);
    call("POST " + SDK + "/smsVerifications/signin", answer);
    refused(401, "POST " + SDK + "/smsVerifications/verify", answer);
    accessToken = signedIn;
  }

  void ownRecord() {
    call("GET " + SDK + "/session");
    call("POST " + SDK + "/stepUp/check", Map.of("scope", "credential:unlink"));
    call("GET " + SDK + "/users");
    var profile =
        Map.of(
            "firstName", "Ada",
            "username", "ada1815",
            "country", "GB",
            "policiesConsent", true,
            "metadata", Map.of("any", List.of(1, "two")));
    call("PUT " + SDK + "/users", profile);
    Reply asked = call("PUT " + SDK + "/users", Map.of("email", "lovelace@example.org"));
    answer("verify", asked.text("/emailVerification/verificationUUID"), "lovelace@example.org");
    call("GET " + SDK + "/users/check", "?filter[field]=username&filter[value]=grace", null);
    call("POST " + SDK + "/refresh");
    call("GET " + SDK + "/sessions");
    call("POST " + SDK + "/sessions/revokeOthers");
    call("GET " + SDK + "/deviceRegistrations");
    ids.put("deviceId", ids.getOrDefault("sessionId", ""));
    refused(404, "DELETE " + SDK + "/deviceRegistrations/{deviceId}", null);
    refused(422, "POST " + SDK + "/deviceRegistration", null);
  }

  void wallets() {
    String ada = accessToken;
    var mine = SolanaWallet.fresh();
    var others = SolanaWallet.fresh();
    accessToken = "";
    call("POST " + SDK + "/verify", others.post(server, server.sandbox()));
    call("POST " + SDK + "/wallets/signin", others.post(server, server.sandbox()));
    accessToken = ada;
    Reply linked = call("POST " + SDK + "/verify/link", mine.post(server, server.sandbox()));
    String id = linked.text("/user/lastVerifiedCredentialId");
    call("POST " + SDK + "/wallets/verify", mine.post(server, server.sandbox()));
    call("PUT " + SDK + "/users/wallets/selection", Map.of("walletId", id));
    call("POST " + SDK + "/verify/transfer", mine.post(server, server.sandbox()));
    refused(422, "POST " + SDK + "/verify/link", others.post(server, server.sandbox()));
    call("POST " + SDK + "/users/merge");
    refused(422, "POST " + SDK + "/verify/merge", Map.of("mergeUserResolutions", List.of()));
    call("POST " + SDK + "/verify/unlink", Map.of("walletId", id));
  }

  void externalTokens() {
    String ada = accessToken;
    try (var issuer = new TestIssuer()) {
      call("PUT " + ENVIRONMENT, Map.of("security", Map.of("externalAuth", issuer.settings())));
      accessToken = "";
      var jwt = TestJwt.of("ada", server.clock.instant());
      Reply signedIn = call("POST " + SDK + "/externalAuth/signin", Map.of("jwt", jwt.compact()));
      accessToken = signedIn.text("minifiedJwt");
      long soon = server.clock.instant().getEpochSecond() + 60;
      jwt.claim("scope", "credential:link").claim("jti", "1").claim("exp", soon);
      call("POST " + SDK + "/externalAuth/verify", Map.of("jwt", jwt.compact()));
    }
    accessToken = ada;
  }

  void social() {
    String ada = accessToken;
    var browser = new SocialBrowser(server, server.sandbox());
    ids.put("provider", "github");
    var setUp = new HashMap<>(browser.setUp("github"));
    setUp.put("provider", "github");
    ids.put("providerId", call("POST " + ENVIRONMENT + "/settings/providers", setUp).text("id"));
    call("GET " + ENVIRONMENT + "/settings/providers");
    call("GET " + ENVIRONMENT + "/settings/providers/urls");
    call("GET /api/v0/settings/providers/{providerId}");
    call("PUT /api/v0/settings/providers/{providerId}", Map.of("scopes", "read:user"));
    call("PUT /api/v0/settings/providers/{providerId}/enable");
    String state = "contract-state-0001";
    accessToken = "";
    call("POST " + SDK + "/providers/{provider}/initAuth", Map.of("state", state));
    call("GET " + SDK + "/providers/{provider}/loginUrl");
    call("GET " + SDK + "/providers/{provider}/authorizeHtml", "?state=" + state, null);
    call("POST " + SDK + "/providers/{provider}/oauthResult", Map.of("state", state));
    answers(302, "GET " + SDK + "/providers/{provider}/login", "?state=" + state, null);
    answers(422, "GET " + SDK + "/providers/{provider}/redirect", "?state=" + state, null);
    answers(303, "POST " + SDK + "/providers/{provider}/redirect", "", "state=" + state);
    answers(422, "GET " + SDK + "/providers/cbOauthRedirectUrl", "?state=" + state, null);
    Reply grace =
        call("POST " + SDK + "/providers/{provider}/signIn", browser.goes("github", "Grace"));
    accessToken = grace.text("minifiedJwt");
    ids.put("oauthAccountId", grace.text("/user/verifiedCredentials/0/id"));
    call("GET " + SDK + "/oauthAccounts/{oauthAccountId}/accessToken");
    call("GET /api/v0/oauthAccounts/{oauthAccountId}/accessToken");
    elsewhere(state);
    accessToken = ada;
    refused(422, "POST " + SDK + "/telegram/verify", Map.of("telegramAuthToken", "x"));
    refused(422, "POST " + SDK + "/farcaster/verify", FARCASTER);
    call("POST " + SDK + "/providers/{provider}/verify", browser.goes("github", "Ada"));
    call("PUT /api/v0/settings/providers/{providerId}/disable");
    call("DELETE /api/v0/settings/providers/{providerId}");
  }

  /// Each is held to its refusals here; that they sign in is told by their own tests.
  void elsewhere(String state) {
    accessToken = "";
    for (String name : List.of("telegram", "farcaster")) {
      var setUp = Map.of("provider", name, "clientId", "b", "clientSecret", "s", "enabledAt", "x");
      call("POST " + ENVIRONMENT + "/settings/providers", setUp);
    }
    call("GET " + SDK + "/telegram/auth", "?state=" + state, null);
    var told = Map.of("state", state, "telegramUser", Map.of("id", 1, "hash", "x", "authDate", 1));
    refused(422, "POST " + SDK + "/telegram/auth", told);
    refused(422, "POST " + SDK + "/telegram/signin", Map.of("telegramAuthToken", "x"));
    refused(422, "POST " + SDK + "/checkTelegramAuth", Map.of("telegramAuthToken", "x"));
    refused(422, "POST " + SDK + "/farcaster/signin", FARCASTER);
  }

  void passkeys() {
    String ada = accessToken;
    var passkey = new TestPasskey();
    passkey.origin = "http://localhost";
    passkey.rpId = "localhost";
    var on = Map.of("enabled", true, "rpId", "localhost");
    call("PUT " + ENVIRONMENT, Map.of("security", Map.of("passkeys", on)));
    String register = SDK + "/users/passkeys/register";
    call("POST " + register, passkey.register(call("GET " + register).body()));
    String id = call("GET " + SDK + "/users/passkeys").text("/passkeys/0/id");
    call("PUT " + SDK + "/users/passkeys", Map.of("id", id, "alias", "My key"));
    call("GET " + register);
    accessToken = "";
    String signIn = SDK + "/users/passkeys/signin";
    call("POST " + signIn, passkey.answer(call("GET " + signIn).body()));
    accessToken = ada;
    factor(passkey);
    call("DELETE " + SDK + "/users/passkeys", Map.of("passkeyId", id));
  }

  void factor(TestPasskey passkey) {
    mfa(Map.of("methods", List.of(Map.of("type", "passkey", "enabled", true))));
    JsonNode options = call("GET " + SDK + "/users/passkeys/authenticate").body();
    call("POST " + SDK + "/users/mfa/auth/passkey", passkey.answer(options));
    call("GET " + SDK + "/users/mfa/methods");
    mfa(Map.of("methods", List.of(Map.of("type", "passkey", "enabled", false))));
  }

  void mfa(Map<String, Object> settings) {
    call("PUT " + ENVIRONMENT, Map.of("security", Map.of("mfa", settings)));
  }

  void secondFactors() {
    var methods =
        List.of(Map.of("type", "totp", "enabled", true), Map.of("type", "email", "enabled", true));
    mfa(Map.of("methods", methods, "totpDevices", 2));
    call("GET " + SDK + "/users/mfa");
    call("GET " + SDK + "/users/mfa/methods", "?verifiedOnly=true", null);
    String address = "lovelace@example.org";
    var answer =
        Map.of(
            "verificationUUID", create(address).text("verificationUUID"),
            "verificationToken", server.code(server.sandbox(), address));
    accessToken = call("POST " + SDK + "/users/mfa/auth/email", answer).text("minifiedJwt");
    String code = app().code();
    var wish = Map.of("code", code, "createMfaToken", Map.of("singleUse", true));
    Reply raised = call("POST " + SDK + "/users/mfa/auth/totp", wish);
    accessToken = raised.text("minifiedJwt");
    call("POST " + SDK + "/users/mfa/register/totp", Map.of("type", "totp", "code", app().code()));
    call("GET " + SDK + "/users/mfa/recovery");
    String recovery = call("POST " + SDK + "/users/mfa/recovery").text("/recoveryCodes/0");
    call("POST " + SDK + "/users/mfa/auth/recovery", Map.of("code", recovery));
    call("PUT " + SDK + "/users", Map.of("mfaBackupCodeAcknowledgement", "complete"));
    call("GET " + SDK + "/users/mfa/{mfaDeviceId}");
    call("PUT " + SDK + "/users/mfa/{mfaDeviceId}");
    refused(403, "DELETE " + SDK + "/users/mfa/{mfaDeviceId}", null);
  }

  AuthenticatorApp app() {
    Reply registered = call("GET " + SDK + "/users/mfa/register/totp");
    ids.put("mfaDeviceId", registered.text("id"));
    return new AuthenticatorApp(
        server, server.sandbox(), registered.text("id"), registered.text("secret"));
  }

  Reply create(String address) {
    return call("POST " + SDK + "/emailVerifications/create", Map.of("email", address));
  }

  Reply answer(String operation, String verification, String address) {
    String code = server.code(server.sandbox(), address);
    return call(
        "POST " + SDK + "/emailVerifications/" + operation,
        Map.of("verificationUUID", verification, "verificationToken", code));
  }
}
