package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A person hears of what was done to their account at the addresses they had before.
@ParameterizedClass
@EnumSource(Stores.class)
class NoticesTest {
  private static final String ADA = "ada@example.org";
  private static final String GRACE = "grace@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SolanaWallet wallet = SolanaWallet.fresh();
  private final String ada;

  NoticesTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    ada = server.token(sandbox, ADA);
  }

  @Test
  void tellsOfALinkedWalletOnce() {
    assertThat(notices(ADA)).isEmpty();
    link();
    link();

    assertThat(notices(ADA)).singleElement().asString().contains(wallet.address(), "was added");
  }

  @Test
  void tellsTheOldAddressOfANewOneAndNotTheNewOne() {
    var created =
        server.as(ada, sandbox, "POST", "/emailVerifications/create", Map.of("email", GRACE));
    var answer =
        Map.of(
            "verificationUUID", created.text("verificationUUID"),
            "verificationToken", server.code(sandbox, GRACE));
    Reply linked = server.as(ada, sandbox, "POST", "/emailVerifications/verify", answer);

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(notices(ADA)).singleElement().asString().contains(GRACE);
    assertThat(notices(GRACE)).isEmpty();
  }

  @Test
  void tellsOfWhatWasRemoved() {
    link();
    Reply gone = post("/verify/unlink", Map.of("walletId", credentialId()));

    assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
    assertThat(notices(ADA)).hasSize(2);
    assertThat(notices(ADA).getFirst()).contains(wallet.address(), "was removed");
  }

  @Test
  void tellsBothPeopleOfAMovedWallet() {
    String grace = server.token(sandbox, GRACE);
    assertThat(
            server
                .as(grace, sandbox, "POST", "/verify/link", wallet.post(server, sandbox))
                .status())
        .isEqualTo(200);
    assertThat(post("/verify/transfer", wallet.post(server, sandbox)).status()).isEqualTo(200);

    assertThat(notices(GRACE)).hasSize(2);
    assertThat(notices(GRACE).getFirst()).contains(wallet.address(), "was removed");
    assertThat(notices(ADA)).singleElement().asString().contains(wallet.address(), "was added");
  }

  @Test
  void tellsOfAMergedAccount() {
    wallet.token(server, sandbox);
    assertThat(post("/verify/link", wallet.post(server, sandbox)).code())
        .isEqualTo("merge_accounts_confirmation");
    assertThat(notices(ADA)).isEmpty();

    Reply merged = post("/users/merge", null);

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(notices(ADA)).singleElement().asString().contains(wallet.address(), "was added");
  }

  @Test
  void isSilentWhereTheEnvironmentWantsItSo() {
    var off = new HashMap<String, Object>();
    off.put("verifiedCredentialLinked", false);
    off.put("verifiedCredentialUnlinked", false);
    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("security", Map.of("notifications", off)));
    link();
    post("/verify/unlink", Map.of("walletId", credentialId()));

    assertThat(notices(ADA)).isEmpty();
    assertThat(server.count("credential")).isEqualTo(1);
  }

  private void link() {
    Reply linked = post("/verify/link", wallet.post(server, sandbox));
    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
  }

  private Reply post(String path, @Nullable Object body) {
    return server.as(ada, sandbox, "POST", path, body);
  }

  private String credentialId() {
    for (JsonNode credential :
        server
            .as(ada, sandbox, "POST", "/verify/link", wallet.post(server, sandbox))
            .body()
            .at("/user/verifiedCredentials")) {
      if (credential.path("format").stringValue().equals("blockchain")) {
        return credential.path("id").stringValue();
      }
    }
    throw new AssertionError("no wallet");
  }

  /// What was mailed there and holds no code, the newest first.
  private List<String> notices(String address) {
    String to = URLEncoder.encode(address, StandardCharsets.UTF_8);
    String path = "/inbox/" + sandbox + "/messages?to=" + to;
    var texts = new ArrayList<String>();
    for (JsonNode message : server.send("GET", path, null, Map.of()).body().path("messages")) {
      if (message.path("code").isNull()) texts.add(message.path("text").stringValue());
    }
    return texts;
  }
}
