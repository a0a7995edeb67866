package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.OpenApi.Operation;
import dev.countersign.base.Problem;
import dev.countersign.base.Secrets;
import dev.countersign.support.AuthenticatorApp;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestServer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The contract and the server, held against each other: the same operations, and answers of the
/// shape that is written.
class ContractTest {
  private static final OpenApi CONTRACT = OpenApi.read();
  private static final String SDK = "/api/v0/sdk/{environmentId}";
  private static final String ENVIRONMENT = "/api/v0/environments/{environmentId}";
  private static final String INBOX = "/inbox/{environmentId}";

  /// For people's eyes, and no part of the contract.
  private static final Set<String> PAGES =
      Set.of(
          "GET /demo",
          "GET /demo/demo.css",
          "GET /demo/demo.js",
          "GET /demo/jwt.js",
          "GET /demo/claims.js",
          "GET /demo/wallet.js",
          "GET /demo/social.js",
          "GET /demo/factor.js",
          "POST /demo/qr",
          "GET /fake-provider/.well-known/openid-configuration",
          "GET /fake-provider/authorize",
          "GET /fake-provider/chosen",
          "GET /fake-provider/github/emails",
          "GET /fake-provider/github/user",
          "GET /fake-provider/jwks",
          "GET /fake-provider/userinfo",
          "POST /fake-provider/token",
          "GET /demo/environments.json",
          "GET /inbox",
          "GET /inbox/{environmentId}",
          "GET /inbox/assets/inbox.js");

  private static final Map<String, String> FARCASTER =
      Map.of(
          "address", "0x52908400098527886e0f7030069857d2e4169ee7",
          "domain", "localhost",
          "nonce", "0123456789",
          "message", "no message",
          "signature", "0x00");

  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> called = new TreeSet<>();
  private String accessToken = "";

  ContractTest() {
    ids.put("environmentId", server.sandbox().toString());
  }

  @Test
  void namesWhatTheServerRegistersAndNothingElse() {
    server.stop();
    try (var same = Server.start(server.config(), server.clock, new Secrets())) {
      var registered = new TreeSet<>(same.operations());
      assertThat(registered).containsAll(PAGES);

      registered.removeAll(PAGES);

      assertThat(CONTRACT.operations().keySet()).containsExactlyElementsOf(registered);
    }
  }

  @Test
  void referencesLeadSomewhere() {
    for (JsonNode reference : CONTRACT.references()) {
      assertThat(CONTRACT.resolved(reference).isMissingNode()).isFalse();
    }
  }

  @Test
  void everyOperationSaysWhatItIs() {
    var names = new HashSet<String>();
    for (Operation operation : CONTRACT.operations().values()) {
      assertThat(names.add(operation.body().path("operationId").asString()))
          .as("a second " + operation.name())
          .isTrue();
      assertThat(operation.body().path("summary").asString()).as(operation.name()).endsWith(".");
      assertThat(operation.body().path("tags").size()).as(operation.name()).isEqualTo(1);
      assertThat(pathParameters(operation)).as(operation.name()).isEqualTo(inPath(operation));
      boolean admin = operation.name().matches("[A-Z]+ /api/v0/(?!sdk/).*");
      if (admin) {
        assertThat(operation.body().at("/security/0/adminToken").isArray())
            .as(operation.name())
            .isTrue();
      }
    }
  }

  @Test
  void everyProblemThatIsNamedIsInTheCatalogueAndHasItsStatus() {
    Map<String, Problem> catalogue =
        Arrays.stream(Problem.values())
            .collect(Collectors.toMap(Problem::code, problem -> problem));
    for (Operation operation : CONTRACT.operations().values()) {
      for (JsonNode code : operation.body().path("x-problems")) {
        Problem problem = catalogue.get(code.stringValue());
        if (problem == null) throw new AssertionError(operation.name() + " names " + code);
        assertThat(operation.body().path("responses").has("" + problem.status()))
            .as(operation.name() + " has no answer for " + code)
            .isTrue();
      }
    }
  }

  /// One person's and one operator's day, in which every operation is called at least once.
  @Test
  void answersHaveTheShapeThatIsWritten() {
    call("GET /healthz");
    call("GET /readyz");
    beforeSignIn();
    signIn();
    ownRecord();
    wallets();
    externalTokens();
    social();
    secondFactors();
    texts();
    passkeys();
    organizations();
    environments();
    inbox();
    people();

    assertThat(called).containsAll(CONTRACT.operations().keySet());
  }

  @Test
  void refusalsHaveTheShapeThatIsWritten() {
    String signIn = "POST " + SDK + "/emailVerifications/signin";
    refused(422, "POST " + SDK + "/emailVerifications/create", Map.of("email", "nobody"));
    refused(400, signIn, "not JSON");
    refused(
        422,
        signIn,
        Map.of(
            "verificationUUID", "00000000-0000-4000-8000-000000000000",
            "verificationToken", "123456"));
    refused(401, "GET " + SDK + "/users", null);
    ids.put("environmentId", "00000000-0000-4000-8000-000000000000");
    refused(404, "GET " + SDK + "/settings", null);
    refused(404, "GET " + ENVIRONMENT, null);
    refused(404, "GET " + INBOX + "/messages", null);
  }

  private void beforeSignIn() {
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

  private void signIn() {
    String id = create("ada@example.org").text("verificationUUID");
    call(
        "POST " + SDK + "/emailVerifications/retry",
        Map.of("verificationUUID", id, "email", "ada@example.org"));
    Reply signedIn = answer("signin", id, "ada@example.org");
    accessToken = signedIn.text("minifiedJwt");
    ids.put("userId", signedIn.text("/user/id"));
    ids.put("sessionId", signedIn.text("/user/sessionId"));
  }

  private void texts() {
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

  private void ownRecord() {
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

  private void wallets() {
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

  private void externalTokens() {
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

  private void social() {
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
  private void elsewhere(String state) {
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

  private void passkeys() {
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

  private void factor(TestPasskey passkey) {
    mfa(Map.of("methods", List.of(Map.of("type", "passkey", "enabled", true))));
    JsonNode options = call("GET " + SDK + "/users/passkeys/authenticate").body();
    call("POST " + SDK + "/users/mfa/auth/passkey", passkey.answer(options));
    call("GET " + SDK + "/users/mfa/methods");
    mfa(Map.of("methods", List.of(Map.of("type", "passkey", "enabled", false))));
  }

  private void mfa(Map<String, Object> settings) {
    call("PUT " + ENVIRONMENT, Map.of("security", Map.of("mfa", settings)));
  }

  private void secondFactors() {
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

  private AuthenticatorApp app() {
    Reply registered = call("GET " + SDK + "/users/mfa/register/totp");
    ids.put("mfaDeviceId", registered.text("id"));
    return new AuthenticatorApp(
        server, server.sandbox(), registered.text("id"), registered.text("secret"));
  }

  private void organizations() {
    Reply made = call("POST /api/v0/organizations", Map.of("name", "Example"));
    ids.put("organizationId", made.text("/organization/id"));
    call("GET /api/v0/organizations");
    call("GET /api/v0/organizations/{organizationId}");
    made = call("POST /api/v0/organizations/{organizationId}/projects", Map.of("name", "Shop"));
    ids.put("projectId", made.text("/project/id"));
    call("GET /api/v0/organizations/{organizationId}/projects");
    call("GET /api/v0/projects/{projectId}");
    call("GET /api/v0/projects/{projectId}/environments");
  }

  private void environments() {
    call("GET " + ENVIRONMENT);
    call("PUT " + ENVIRONMENT, Map.of("privacy", Map.of("collectIp", true)));
    ids.put("keyId", call("GET " + ENVIRONMENT + "/keys").text("/key/id"));
    call("GET " + ENVIRONMENT + "/keys/{keyId}/pem");
    call("POST " + ENVIRONMENT + "/keys/rotate", Map.of("noticeInSeconds", 3600));
    Reply added = call("POST " + ENVIRONMENT + "/origins", Map.of("origin", "https://a.example"));
    ids.put("originId", added.text("/origin/id"));
    call("GET " + ENVIRONMENT + "/origins");
    call("DELETE /api/v0/origins/{originId}");
    Reply link = call("POST " + ENVIRONMENT + "/deeplinkUrls", Map.of("url", "myapp://x"));
    ids.put("deeplinkUrlId", link.text("id"));
    call("GET " + ENVIRONMENT + "/deeplinkUrls");
    call("DELETE /api/v0/deeplinkUrls/{deeplinkUrlId}");
    Reply claimed =
        call(
            "POST " + ENVIRONMENT + "/custom/hostnames",
            Map.of("hostname", "auth.app.localhost", "usage", "cookies"));
    ids.put("hostnameId", claimed.text("id"));
    call("GET " + ENVIRONMENT + "/custom/hostnames");
    call("POST " + ENVIRONMENT + "/custom/hostnames/{hostnameId}/verify");
    call("DELETE " + ENVIRONMENT + "/custom/hostnames/{hostnameId}");
    call("POST " + ENVIRONMENT + "/externalJwt/check", Map.of("encodedJwt", "a.b.c"));
    call("POST " + ENVIRONMENT + "/test/account");
    call("GET " + ENVIRONMENT + "/test/account");
    call("DELETE " + ENVIRONMENT + "/test/account");
    call("GET " + ENVIRONMENT + "/messages", "?limit=5", null);
    call("GET " + ENVIRONMENT + "/visitors");
    call("GET " + ENVIRONMENT + "/statistics/visitors");
  }

  private void inbox() {
    call("GET " + INBOX + "/messages", "?limit=2", null);
    call("GET " + INBOX + "/next", "?to=ada@example.org&wait=0", null);
    call("DELETE " + INBOX + "/messages");
    call("GET " + INBOX + "/next", "?to=ada@example.org&wait=0", null);
  }

  private void people() {
    call("GET " + ENVIRONMENT + "/users", "?limit=5&includeSessions=true", null);
    call("GET " + ENVIRONMENT + "/users/{userId}");
    call("GET " + ENVIRONMENT + "/users/{userId}/sessions");
    call("GET " + ENVIRONMENT + "/users/{userId}/deviceRegistrations");
    refused(404, "DELETE " + ENVIRONMENT + "/users/{userId}/deviceRegistrations/{deviceId}", null);
    call("POST /api/v0/users/{userId}/mfa/reset");
    call("DELETE /api/v0/users/{userId}/mfa");
    call("GET /api/v0/users/{userId}/sessions/{sessionId}");
    call("POST " + SDK + "/revoke");
    call("PUT /api/v0/sessions/{sessionId}/revoke");
    call("POST " + ENVIRONMENT + "/users/{userId}/sessions/revoke");
    call("POST " + ENVIRONMENT + "/sessions/revoke");
    call("DELETE " + ENVIRONMENT + "/users/{userId}");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/sessions/{sessionId}");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/deviceRegistrations");
    accessToken = "";
    signIn();
    call("DELETE " + SDK + "/users");
    call("POST " + ENVIRONMENT + "/keys/revoke");
  }

  private Reply create(String address) {
    return call("POST " + SDK + "/emailVerifications/create", Map.of("email", address));
  }

  private Reply answer(String operation, String verification, String address) {
    String code = server.code(server.sandbox(), address);
    return call(
        "POST " + SDK + "/emailVerifications/" + operation,
        Map.of("verificationUUID", verification, "verificationToken", code));
  }

  private Reply call(String operation) {
    return call(operation, null);
  }

  private Reply call(String operation, @Nullable Object body) {
    return call(operation, "", body);
  }

  private Reply call(String operation, String query, @Nullable Object body) {
    Reply reply = send(operation, query, body);
    assertThat(reply.status()).as(operation + " " + reply).isLessThan(300);
    called.add(operation);
    return reply;
  }

  private void refused(int status, String operation, @Nullable Object body) {
    answers(status, operation, "", body);
  }

  private void answers(int status, String operation, String query, @Nullable Object body) {
    Reply reply = send(operation, query, body);
    assertThat(reply.status()).as(operation + " " + reply).isEqualTo(status);
    called.add(operation);
  }

  private Reply send(String operation, String query, @Nullable Object body) {
    String path = operation.substring(operation.indexOf(' ') + 1);
    for (var id : ids.entrySet()) path = path.replace("{" + id.getKey() + "}", id.getValue());
    String token = path.startsWith("/api/v0/sdk/") ? accessToken : TestServer.ADMIN;
    Map<String, String> headers =
        token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
    String method = operation.substring(0, operation.indexOf(' '));
    String escaped = query.replace("[", "%5B").replace("]", "%5D");
    Reply reply = server.send(method, path + escaped, body, headers);
    assertThat(faults(operation, reply)).as(operation + " " + reply).isEmpty();
    return reply;
  }

  private static List<String> faults(String operation, Reply reply) {
    Operation written = CONTRACT.operations().get(operation);
    if (written == null) return List.of("there is no " + operation);
    JsonNode response =
        CONTRACT.resolved(written.body().path("responses").path("" + reply.status()));
    if (response.isMissingNode()) {
      if (reply.status() < 400) return List.of(reply.status() + " is not written");
      response = CONTRACT.resolved(written.body().at("/responses/default"));
    }
    String type = reply.header("Content-Type").orElse("");
    if (!type.equals("application/json") && response.path("content").has(type)) return List.of();
    JsonNode schema = response.path("content").path("application/json").path("schema");
    boolean empty = reply.response().body().length == 0;
    if (schema.isMissingNode()) return empty ? List.of() : List.of("a body that is not written");
    return Shape.faults(CONTRACT, schema, reply.body());
  }

  private static Set<String> pathParameters(Operation operation) {
    var names = new TreeSet<String>();
    for (JsonNode owner : List.of(operation.path(), operation.body())) {
      for (JsonNode parameter : owner.path("parameters")) {
        JsonNode resolved = CONTRACT.resolved(parameter);
        if (resolved.path("in").asString().equals("path")) {
          names.add(resolved.path("name").asString());
        }
      }
    }
    return names;
  }

  private static Set<String> inPath(Operation operation) {
    return Pattern.compile("\\{(\\w+)}")
        .matcher(operation.name())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
