package dev.countersign.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.environment.Kind;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// An operator sets providers up, and never reads a secret back.
@ParameterizedClass
@EnumSource(Stores.class)
class ProvidersTest {
  private static final String SECRET = "the-secret-of-an-app";

  @AutoClose private final TestServer server;
  private final String all;

  ProvidersTest(Stores store) {
    server = new TestServer(store);
    all = "/environments/" + server.sandbox() + "/settings/providers";
  }

  @Test
  void isOffUntilItIsSwitchedOn() {
    Reply made = create("google");

    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.body().path("enabledAt").isNull()).isTrue();
    assertThat(offered()).doesNotContain("google");
    String one = "/settings/providers/" + made.text("id");
    assertThat(server.admin("PUT", one + "/enable", null).text("enabledAt")).isNotEmpty();
    assertThat(offered())
        .contains("/providers/google/login", "{\"provider\":\"google\",\"enabled\":true}")
        .doesNotContain(SECRET);
    assertThat(server.admin("PUT", one + "/disable", null).body().path("enabledAt").isNull())
        .isTrue();
    assertThat(offered()).doesNotContain("google");
  }

  @Test
  void showsNoSecretAndKeepsItSealed() {
    Reply made = create("github");
    String one = "/settings/providers/" + made.text("id");

    for (Reply shown :
        new Reply[] {
          made,
          server.admin("GET", one, null),
          server.admin("GET", all, null),
          server.admin("PUT", one, Map.of("clientSecret", SECRET + "2")),
          server.admin("GET", "/environments/" + server.sandbox(), null)
        }) {
      assertThat(shown.status()).isLessThan(300);
      assertThat(shown.toString()).doesNotContain(SECRET);
    }
    assertThat(new String(stored(), StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
  }

  @Test
  void keepsWhatAChangeDoesNotName() {
    String one = "/settings/providers/" + create("github").text("id");
    byte[] before = stored();

    Reply changed = server.admin("PUT", one, Map.of("scopes", "read:org"));
    assertThat(changed.text("clientId")).isEqualTo("an-app");
    assertThat(changed.text("scopes")).isEqualTo("read:org");
    assertThat(stored()).isEqualTo(before);

    var without = new HashMap<String, Object>();
    without.put("scopes", null);
    assertThat(server.admin("PUT", one, without).body().has("scopes")).isFalse();
  }

  @Test
  void isThereOnceInAnEnvironmentAndApartFromOthers() {
    create("github");
    assertThat(create("github").code()).isEqualTo("duplicate_exists");

    UUID other = server.project().getOrDefault(Kind.SANDBOX, server.sandbox());
    String there = "/environments/" + other + "/settings/providers";
    assertThat(server.admin("GET", there, null).body().path("providers").size()).isZero();
    Reply made = server.admin("POST", there, Map.of("provider", "github", "clientId", "another"));
    server.admin("DELETE", "/settings/providers/" + made.text("id"), null);

    assertThat(server.admin("GET", all, null).body().path("providers").size()).isEqualTo(1);
    assertThat(server.count("provider")).isEqualTo(1);
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThat(refusal(Map.of("provider", "turnkey"))).isEqualTo("provider_not_available");
    assertThat(refusal(Map.of("provider", "nobody"))).isEqualTo("bad_request");
    assertThat(refusal(Map.of("provider", "google", "useDynamicCredentials", true)))
        .isEqualTo("provider_not_available");
    for (String url : new String[] {"http://idp.example/", "file:///etc/passwd", "idp.example"}) {
      assertThat(refusal(Map.of("provider", "google", "tokenUrl", url))).isEqualTo("bad_request");
    }
    assertThat(refusal(Map.of("provider", "google", "scopes", "a\nb"))).isEqualTo("bad_request");
    assertThat(server.count("provider")).isZero();
  }

  @Test
  void tellsWhatToPasteAtTheProvider() {
    Reply urls = server.admin("GET", all + "/urls", null);

    assertThat(urls.toString())
        .contains(
            server.origin() + "/api/v0/sdk/" + server.sandbox() + "/providers/google/redirect");
  }

  @Test
  void isTheOperatorsAlone() {
    Reply made = create("github");
    String one = "/api/v0/settings/providers/" + made.text("id");
    String ada = server.token(server.sandbox(), "ada@example.org");

    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertThat(server.send(method, one, Map.of(), Map.of()).status()).isEqualTo(401);
      var asAda = Map.of("Authorization", "Bearer " + ada);
      assertThat(server.send(method, one, Map.of(), asAda).status()).isEqualTo(403);
    }
    assertThat(server.count("provider")).isEqualTo(1);
  }

  private Reply create(String provider) {
    return server.admin(
        "POST", all, Map.of("provider", provider, "clientId", "an-app", "clientSecret", SECRET));
  }

  private String refusal(Map<String, Object> body) {
    return server.admin("POST", all, body).code();
  }

  private String offered() {
    return server.client(server.sandbox(), "GET", "/settings", null).toString();
  }

  private byte[] stored() {
    return server
        .store()
        .read(
            tx ->
                tx.one("SELECT sealed_secret FROM provider", row -> row.bytes("sealed_secret"))
                    .orElseThrow());
  }
}
