package dev.countersign.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.SocialBrowser;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An app on a device gets a code only at an address that the operator has listed.
@ParameterizedClass
@EnumSource(Stores.class)
class DeepLinksTest {
  @AutoClose private final TestServer server;
  private final String all;
  private final SocialBrowser browser;

  DeepLinksTest(Stores store) {
    server = new TestServer(store);
    all = "/environments/" + server.sandbox() + "/deeplinkUrls";
    browser = new SocialBrowser(server, server.sandbox()).with("github");
  }

  @Test
  void returnsToWhatIsListedAndNowhereElse() {
    add("myapp://");
    add("other://callback");
    add("wild://*.app.example");

    for (String good :
        new String[] {
          "myapp://auth?x=1", "MYAPP://auth/deep", "other://callback/x", "wild://a.app.example/"
        }) {
      assertThat(begin(good).status()).as(good).isEqualTo(204);
    }
    for (String bad :
        new String[] {
          "myapp2://auth",
          "other://callback.evil",
          "wild://app.example",
          "wild://a.b.app.example",
          "wild://evilapp.example"
        }) {
      assertThat(begin(bad).code()).as(bad).isEqualTo("unauthorized_mobile_deeplink_url");
    }
    assertThat(server.count("social_flow")).isEqualTo(4);
  }

  @Test
  void bringsTheCodeToTheApp() {
    add("myapp://");
    String state = SocialBrowser.state() + "_client-redirect:myapp://auth";
    browser.begin("github", Map.of("state", state), null);

    Reply back = browser.visit(browser.choose(browser.login("github", state, ""), "Ada"));

    assertThat(back.header("Location").orElseThrow()).startsWith("myapp://auth?dynamicOauthState=");
    assertThat(browser.signIn("github", SocialBrowser.ending(state, back)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript://x",
        "data://x",
        "http://app.example",
        "https://",
        "myapp",
        "myapp:///path",
        "myapp://a/b",
        "my app://",
        "a.*://x",
        "x://a.*.example"
      })
  void refusesWhatIsNoDeepLink(String url) {
    assertThat(add(url).code()).isEqualTo("invalid_mobile_deeplink_urls");
    assertThat(server.count("environment_deep_link")).isZero();
  }

  @Test
  void isListedOnceAndInItsEnvironmentAlone() {
    Reply added = add("MyApp://Callback/");
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("url")).isEqualTo("myapp://callback");
    assertThat(add("myapp://callback").code()).isEqualTo("duplicate_exists");
    UUID other = server.project().getOrDefault(Kind.SANDBOX, server.sandbox());
    String there = "/environments/" + other + "/deeplinkUrls";
    assertThat(server.admin("GET", there, null).body().path("deeplinkUrls").size()).isZero();
    assertThat(server.admin("POST", there, Map.of("url", "myapp://callback")).status())
        .isEqualTo(201);

    assertThat(server.admin("DELETE", "/deeplinkUrls/" + added.text("id"), null).status())
        .isEqualTo(204);

    assertThat(server.admin("GET", all, null).body().path("deeplinkUrls").size()).isZero();
    assertThat(server.admin("GET", there, null).body().path("deeplinkUrls").size()).isEqualTo(1);
    assertThat(server.admin("DELETE", "/deeplinkUrls/" + added.text("id"), null).status())
        .isEqualTo(404);
  }

  private Reply add(String url) {
    return server.admin("POST", all, Map.of("url", url));
  }

  private Reply begin(String address) {
    return browser.begin(
        "github", Map.of("state", SocialBrowser.state(), "redirectUrl", address), null);
  }
}
