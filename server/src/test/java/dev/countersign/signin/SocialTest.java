package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.crypto.Sha256;
import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A person goes through a provider and is signed in; whoever goes another way is not.
@ParameterizedClass
@EnumSource(Stores.class)
class SocialTest {
  private static final String VERIFIER = "a-verifier-of-43-characters-and-not-one-less";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SocialBrowser browser;

  SocialTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    browser = new SocialBrowser(server, sandbox).with("google").with("github");
  }

  @Test
  void signsInByOpenIdConnect() throws Exception {
    Reply reply = browser.signIn("google", "Ada");

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    var credential = reply.body().at("/user/verifiedCredentials/0");
    assertThat(credential.path("format").asString()).isEqualTo("oauth");
    assertThat(credential.path("oauth_provider").asString()).isEqualTo("google");
    assertThat(credential.path("oauth_account_id").asString()).isNotEmpty();
    assertThat(credential.path("oauth_display_name").asString()).isEqualTo("Ada");
    assertThat(credential.at("/oauth_emails/0").asString()).isEqualTo("ada@example.org");
    assertThat(reply.text("/user/email")).isEqualTo("ada@example.org");
    var claims = SignedJWT.parse(reply.text("jwt")).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("amr")).containsExactly("fed");
  }

  @Test
  void signsInByPlainOAuthAndKnowsThePersonAgain() {
    Reply first = browser.signIn("github", "Ada");
    Reply second = new SocialBrowser(server, sandbox).signIn("github", "Ada");

    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.text("/user/id")).isEqualTo(first.text("/user/id"));
    assertThat(second.text("/user/verifiedCredentials/0/oauth_username")).isEqualTo("ada");
    assertThat(second.body().at("/user/newUser").asBoolean()).isFalse();
    assertThat(server.count("credential")).isEqualTo(1);
    assertThat(server.count("social_flow")).isZero();
    String path = "/environments/" + sandbox + "/users/" + first.text("/user/id");
    assertThat(server.admin("GET", path, null).text("/user/oauthAccounts/0/provider"))
        .isEqualTo("github");
  }

  @Test
  void returnsToThePageOfTheAppWithWhatTheSdkLooksFor() {
    String state = SocialBrowser.state();
    String page = server.origin() + "/app?tab=1&dynamicOauthCode=old#top";
    browser.begin("google", Map.of("state", state, "redirectUrl", page), null);

    Reply back = browser.visit(browser.choose(browser.login("google", state, ""), "Ada"));

    assertThat(back.status()).isEqualTo(302);
    assertThat(back.header("Location").orElseThrow())
        .matches(
            Pattern.quote(server.origin() + "/app?tab=1&dynamicOauthState=" + state)
                + "&dynamicOauthCode=[A-Za-z0-9]{43}#top");
  }

  @Test
  void takesACodeOnce() {
    var ending = browser.goes("google", "Ada");
    assertThat(browser.signIn("google", ending).status()).isEqualTo(200);

    Reply replayed = browser.signIn("google", ending);

    assertThat(replayed.status()).isEqualTo(422);
    assertThat(replayed.code()).isEqualTo("invalid_verification");
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void takesACodeOnceOfManyAtOnce() throws Exception {
    var ending = browser.goes("google", "Ada");
    var good = new AtomicInteger();
    try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        racers.execute(
            () -> {
              if (browser.signIn("google", ending).status() == 200) good.incrementAndGet();
            });
      }
    }

    assertThat(good).hasValue(1);
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void letsNoOtherBrowserGoOnWithAState() {
    String state = SocialBrowser.state();
    browser.begin("google", state, null);
    String callback = browser.choose(browser.login("google", state, ""), "Ada");

    Reply bare = new SocialBrowser(server, sandbox).visit(callback);
    var mallory = new SocialBrowser(server, sandbox);
    mallory.login("google", begun(mallory), "");
    Reply foreign = mallory.visit(callback);
    Reply reopened = mallory.login("google", state, "");

    for (Reply refused : List.of(bare, foreign, reopened)) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.header("Location")).isEmpty();
      assertThat(refused.toString()).contains("invalid_verification");
    }
    assertThat(browser.visit(callback).status()).isEqualTo(302);
  }

  @Test
  void refusesAStateThatWasNotBegunHereOrIsBegunTwice() {
    String state = begun(browser);

    assertThat(browser.begin("google", state, null).code()).isEqualTo("invalid_verification");
    assertThat(browser.login("google", SocialBrowser.state(), "").status()).isEqualTo(422);
    assertThat(browser.login("github", state, "").status()).isEqualTo(422);
    assertThat(browser.login("google", "short", "").status()).isEqualTo(400);
  }

  @Test
  void keepsEnvironmentsApart() {
    UUID other = server.project().getOrDefault(Kind.SANDBOX, sandbox);
    var there = new SocialBrowser(server, other).with("google");
    String state = begun(browser);

    assertThat(there.login("google", state, "").status()).isEqualTo(422);
    assertThat(there.begin("google", state, null).status()).isEqualTo(204);
    var ending = browser.goes("google", "Ada");
    assertThat(there.signIn("google", ending).code()).isEqualTo("invalid_verification");
    Reply here = browser.signIn("google", ending);
    Reply elsewhere = there.signIn("google", "Ada");
    assertThat(elsewhere.text("/user/id")).isNotEqualTo(here.text("/user/id"));
    assertThat(there.begin("github", SocialBrowser.state(), null).code())
        .isEqualTo("provider_not_available");
  }

  @Test
  void isOverAfterFiveMinutes() {
    var ending = browser.goes("google", "Ada");
    String state = begun(browser);
    server.clock.pass(Duration.ofMinutes(5));

    assertThat(browser.signIn("google", ending).code()).isEqualTo("invalid_verification");
    assertThat(browser.login("google", state, "").status()).isEqualTo(422);
    server.tidy();
    assertThat(server.count("social_flow")).isZero();
  }

  @Test
  void holdsTheAppToItsOwnProofKey() {
    String challenge = Sha256.base64Url(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    String more = "&code_challenge=" + challenge + "&code_challenge_method=S256";

    assertThat(endedWith(more, VERIFIER).status()).isEqualTo(200);
    assertThat(endedWith(more, VERIFIER + "x").code()).isEqualTo("invalid_verification");
    assertThat(endedWith(more, null).code()).isEqualTo("invalid_verification");
    assertThat(endedWith("", VERIFIER).code()).isEqualTo("invalid_verification");
    assertThat(browser.login("github", begun(browser), more.replace("S256", "plain")).status())
        .isEqualTo(400);
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void returnsToNobodyWhoIsNotListed() {
    server.admin(
        "POST", "/environments/" + sandbox + "/origins", Map.of("origin", "https://app.example"));

    for (String page :
        List.of(
            "https://evil.example/",
            "https://app.example.evil.example/",
            "https://app.example@evil.example/",
            "https://evil.example\\@app.example/",
            "//app.example/",
            "javascript:alert(1)",
            "myapp://callback",
            "http://app.example/")) {
      var body = Map.of("state", SocialBrowser.state(), "redirectUrl", page);
      assertThat(browser.begin("google", body, null).status()).as(page).isBetween(400, 422);
    }
    assertThat(server.count("social_flow")).isZero();
    var good = Map.of("state", SocialBrowser.state(), "redirectUrl", "https://app.example/back");
    assertThat(browser.begin("google", good, null).status()).isEqualTo(204);
  }

  @Test
  void tellsTheAppWhenThePersonSaysNo() {
    String state = begun(browser);
    String declined = browser.login("google", state, "").header("Location").orElseThrow();
    String callback = SocialBrowser.parameter(declined, "redirect_uri").orElseThrow();

    Reply back = browser.visit(callback + "?error=access_denied&state=" + state);

    assertThat(SocialBrowser.parameter(back, "dynamicOauthError")).contains("access_denied");
    assertThat(SocialBrowser.parameter(back, "dynamicOauthCode")).isEmpty();
    Reply result =
        server.client(sandbox, "POST", "/providers/google/oauthResult", Map.of("state", state));
    assertThat(result.text("status")).isEqualTo("completed");
    assertThat(result.text("error")).isEqualTo("access_denied");
  }

  @Test
  void hasThePopupTellOnlyThePageThatOpenedIt() {
    String state = SocialBrowser.state();
    var headers = Map.of("Origin", server.origin());
    server.client(sandbox, "POST", "/providers/google/initAuth", Map.of("state", state), headers);

    Reply page = browser.visit(browser.choose(browser.login("google", state, ""), "Ada"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.toString())
        .contains("data-origin=\"" + server.origin() + "\"")
        .contains("&quot;type&quot;:&quot;authorization_response&quot;");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("script-src 'sha256-")
        .doesNotContain("unsafe");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEmpty();
    Reply result =
        server.client(sandbox, "POST", "/providers/google/oauthResult", Map.of("state", state));
    assertThat(result.text("status")).isEqualTo("completed");
    assertThat(result.body().has("code")).isFalse();
  }

  @Test
  void keepsTheProvidersTokenForItsOwnerAndSealed() {
    Reply ada = browser.signIn("github", "Ada");
    String token = ada.text("minifiedJwt");
    String path = "/oauthAccounts/" + ada.text("/user/verifiedCredentials/0/id") + "/accessToken";

    Reply own = server.as(token, sandbox, "GET", path);

    assertThat(own.status()).as(own.toString()).isEqualTo(200);
    assertThat(own.toString()).contains("read:user");
    String grace = server.token(sandbox, "grace@example.org");
    assertThat(server.as(grace, sandbox, "GET", path).status()).isEqualTo(404);
    assertThat(server.client(sandbox, "GET", path, null).status()).isEqualTo(401);
    assertThat(server.admin("GET", path, null).text("accessToken"))
        .isEqualTo(own.text("accessToken"));
    byte[] kept =
        server
            .store()
            .read(
                tx ->
                    tx.one(
                            "SELECT sealed_tokens FROM credential WHERE format = 'oauth'",
                            row -> row.bytes("sealed_tokens"))
                        .orElseThrow());
    assertThat(new String(kept, StandardCharsets.ISO_8859_1))
        .doesNotContain(own.text("accessToken"));
  }

  @Test
  void takesNoAnswerOfAFormThatItHasNotSealed() {
    String path = "/api/v0/sdk/" + sandbox + "/providers/google/redirect";
    Reply posted =
        server.send("POST", path, "state=a&code=b", Map.of("Origin", "https://appleid.apple.com"));

    assertThat(posted.status()).isEqualTo(303);
    String address = posted.header("Location").orElseThrow();
    assertThat(address).doesNotContain("code=b");
    assertThat(browser.visit(address).status()).isEqualTo(400);
    assertThat(browser.visit(server.origin() + path + "?form=AAAA").status()).isEqualTo(422);
  }

  /// On its own browsers an SDK has Apple's script open the flow, so none is bound to it.
  @Test
  void takesApplesFormWithoutABrowserToTheAddressItWasBegunWith() {
    browser.with("apple");
    browser.login("google", begun(browser), "");
    String state = SocialBrowser.state();
    browser.begin("apple", state, null);

    Reply back = browser.visit(posted("apple", state).header("Location").orElseThrow());

    assertThat(back.status()).as(back.toString()).isEqualTo(302);
    assertThat(SocialBrowser.parameter(back, "dynamicOauthCode")).isPresent();
    assertThat(browser.visit(posted("apple", state).header("Location").orElseThrow()).status())
        .isEqualTo(422);

    String popup = SocialBrowser.state();
    browser.begin("apple", Map.of("state", popup), null);
    assertThat(browser.visit(posted("apple", popup).header("Location").orElseThrow()).status())
        .isEqualTo(422);
    String google = begun(browser);
    assertThat(browser.visit(posted("google", google).header("Location").orElseThrow()).status())
        .isEqualTo(422);
  }

  private Reply posted(String provider, String state) {
    String path = "/api/v0/sdk/" + sandbox + "/providers/" + provider + "/redirect";
    var fromApple = Map.of("Origin", "https://appleid.apple.com");
    return server.send("POST", path, "state=" + state + "&code=c&id_token=t", fromApple);
  }

  @Test
  void isOffWhereTheOperatorSwitchesItOff() {
    var ending = browser.goes("google", "Ada");
    server.admin("PUT", "/settings/providers/" + id("google") + "/disable", null);

    assertThat(browser.signIn("google", ending).code()).isEqualTo("provider_not_available");
    assertThat(browser.begin("google", SocialBrowser.state(), null).code())
        .isEqualTo("provider_not_available");
    assertThat(server.client(sandbox, "GET", "/settings", null).toString())
        .doesNotContain("providers/google/login");
  }

  private Reply endedWith(String more, @Nullable String verifier) {
    String state = begun(browser);
    Reply back = browser.visit(browser.choose(browser.login("google", state, more), "Ada"));
    var ending = new HashMap<>(SocialBrowser.ending(state, back));
    if (verifier != null) ending.put("codeVerifier", verifier);
    return browser.signIn("google", ending);
  }

  private static String begun(SocialBrowser browser) {
    String state = SocialBrowser.state();
    assertThat(browser.begin("google", state, null).status()).isEqualTo(204);
    return state;
  }

  private String id(String provider) {
    String all = "/environments/" + sandbox + "/settings/providers";
    for (var one : server.admin("GET", all, null).body().path("providers")) {
      if (one.path("provider").asString().equals(provider)) return one.path("id").asString();
    }
    throw new AssertionError("no provider " + provider);
  }
}
