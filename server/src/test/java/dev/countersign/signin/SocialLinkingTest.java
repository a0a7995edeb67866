package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// An account at a provider, linked to a person who is signed in, or found to be somebody's.
@ParameterizedClass
@EnumSource(Stores.class)
class SocialLinkingTest {
  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SocialBrowser browser;

  SocialLinkingTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    browser = new SocialBrowser(server, sandbox).with("google").with("github");
  }

  @Test
  void linksAndUnlinks() {
    String ada = server.token(sandbox, "ada@example.org");
    allowSeveral();

    Reply linked = browser.link("github", ada, browser.goes("github", "Ada", ada));

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.body().at("/user/verifiedCredentials").size()).isEqualTo(2);
    String userId = linked.text("/user/id");
    assertThat(browser.signIn("github", "Ada").text("/user/id")).isEqualTo(userId);
    String id = linked.text("/user/lastVerifiedCredentialId");
    Reply unlinked =
        server.as(ada, sandbox, "POST", "/verify/unlink", Map.of("verifiedCredentialId", id));
    assertThat(unlinked.body().at("/user/verifiedCredentials").size()).isEqualTo(1);
    assertThat(browser.signIn("github", "Ada").text("/user/id")).isNotEqualTo(userId);
  }

  @Test
  void letsNobodyElseEndAWayThatAPersonBegan() {
    String ada = server.token(sandbox, "ada@example.org");
    String grace = server.token(sandbox, "grace@example.org");
    var ending = browser.goes("github", "Ada", ada);

    assertThat(browser.link("github", grace, ending).code()).isEqualTo("invalid_verification");
    assertThat(browser.signIn("github", ending).code()).isEqualTo("invalid_verification");
    assertThat(server.count("credential")).isEqualTo(2);
    assertThat(browser.link("github", ada, ending).status()).isEqualTo(200);
  }

  @Test
  void leavesAnAccountOfAnotherWhereItIs() {
    Reply grace = browser.signIn("github", "Grace");
    String ada = server.token(sandbox, "ada@example.org");

    Reply refused = browser.link("github", ada, browser.goes("github", "Grace", ada));

    assertThat(refused.code()).isEqualTo("social_account_already_exists");
    assertThat(browser.signIn("github", "Grace").text("/user/id"))
        .isEqualTo(grace.text("/user/id"));
  }

  @Test
  void makesNoSecondAccountForAnAddressThatWasProvenHere() {
    server.token(sandbox, "ada@example.org");

    Reply refused = browser.signIn("google", "Ada");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("email_associated_with_different_provider");
    assertThat(refused.text("/payload/email")).isEqualTo("ada@example.org");
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void believesNoAddressThatTheProviderHasNotVerified() {
    server.token(sandbox, "ada@example.org");
    String state = begun();
    String authorize = browser.login("google", state, "").header("Location").orElseThrow();
    Reply back = browser.visit(browser.choose(authorize, "Mallory", "ada@example.org", false));

    Reply mallory = browser.signIn("google", SocialBrowser.ending(state, back));

    assertThat(mallory.status()).as(mallory.toString()).isEqualTo(200);
    assertThat(mallory.body().at("/user/email").isMissingNode()).isTrue();
    assertThat(server.count("end_user")).isEqualTo(2);
  }

  @Test
  void mergesTheAccountOfWhichItIsAWayIn() {
    String from = browser.signIn("github", "Grace").text("/user/id");
    String grace = server.token(sandbox, "grace@example.org");
    browser.link("github", grace, browser.goes("github", "Grace", grace));

    Reply merged = server.as(grace, sandbox, "POST", "/users/merge");

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(merged.body().at("/user/verifiedCredentials").size()).isEqualTo(2);
    assertThat(merged.text("/user/id")).isNotEqualTo(from);
    assertThat(browser.signIn("github", "Grace").text("/user/id"))
        .isEqualTo(merged.text("/user/id"));
  }

  private void allowSeveral() {
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
  }

  private String begun() {
    String state = SocialBrowser.state();
    assertThat(browser.begin("google", state, null).status()).isEqualTo(204);
    return state;
  }
}
