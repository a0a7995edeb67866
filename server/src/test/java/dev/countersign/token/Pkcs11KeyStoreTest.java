package dev.countersign.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.countersign.base.StartRefused;
import dev.countersign.environment.Kind;
import dev.countersign.support.ChildServer;
import dev.countersign.support.Reply;
import dev.countersign.support.SoftHsm;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import dev.countersign.verifier.AccessTokenVerifier;
import dev.countersign.verifier.InvalidAccessToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys in a real PKCS #11 token, of SoftHSM, where the machine has that.
class Pkcs11KeyStoreTest {
  @BeforeEach
  void needsSoftHsm() {
    assumeTrue(SoftHsm.present(), "no SoftHSM on this machine");
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void signsPeopleInAlsoAfterARestart(Stores store) throws InvalidAccessToken {
    try (var server = new TestServer(store, SoftHsm.settings())) {
      UUID sandbox = requireNonNull(server.project().get(Kind.SANDBOX));
      assertThat(verified(server, sandbox, "ada@example.org")).isEqualTo("ada@example.org");
      assertThat(storeOfKeys(server, sandbox)).isEqualTo("pkcs11");
      String token = server.token(sandbox, "grace@example.org");

      server.restart();

      assertThat(server.as(token, sandbox, "GET", "/session").status()).isEqualTo(204);
      assertThat(verified(server, sandbox, "eve@example.org")).isEqualTo("eve@example.org");
    }
  }

  @Test
  void takesOverWithTheNextRotation() throws InvalidAccessToken {
    try (var server = new TestServer(Stores.SQLITE, SoftHsm.settings())) {
      UUID sandbox = server.sandbox();
      String before = server.token(sandbox, "ada@example.org");
      assertThat(storeOfKeys(server, sandbox)).isEqualTo("local");

      String path = "/environments/" + sandbox + "/keys/rotate";
      assertThat(server.admin("POST", path, Map.of("noticeInSeconds", 600)).status())
          .isLessThan(300);
      server.clock.pass(Duration.ofSeconds(601));

      assertThat(verified(server, sandbox, "grace@example.org")).isEqualTo("grace@example.org");
      assertThat(storeOfKeys(server, sandbox)).isEqualTo("pkcs11");
      assertThat(server.as(before, sandbox, "GET", "/session").status()).isEqualTo(204);
    }
  }

  @Test
  void makesKeysThatStayInTheToken() {
    var keys = Pkcs11KeyStore.open(SoftHsm.settings());
    var environment = UUID.randomUUID();
    var stranger = UUID.randomUUID();

    var made = keys.make(environment);

    assertThat(new String(made.reference(), US_ASCII)).isEqualTo(environment + "/" + made.kid());
    assertThat(keys.open(environment, made.kid(), made.reference()).sign(new byte[] {1}))
        .hasSize(256);
    assertThatThrownBy(() -> keys.open(stranger, made.kid(), made.reference()))
        .isInstanceOf(IllegalStateException.class);

    var other = Pkcs11KeyStore.open(SoftHsm.settings());
    other.destroy(environment, made.kid(), made.reference());
    assertThatThrownBy(() -> other.open(environment, made.kid(), made.reference()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesTheStartWithoutItsToken(@TempDir Path folder) throws IOException {
    var good = SoftHsm.settings();
    Path missing = folder.resolve("missing");
    Path noLibrary =
        Files.writeString(folder.resolve("a.cfg"), "name = a\nlibrary = " + missing + ".so\n");
    Path noSlot =
        Files.writeString(
            folder.resolve("b.cfg"),
            Files.readString(good.configuration())
                .replace("slotListIndex = 0", "slotListIndex = 99"));

    refused(new Pkcs11Settings(good.configuration(), missing), "COUNTERSIGN_PKCS11_PIN_FILE: ");
    refused(new Pkcs11Settings(missing, good.pinFile()), "COUNTERSIGN_PKCS11_CONFIG: ");
    refused(new Pkcs11Settings(noLibrary, good.pinFile()), "does not exist");
    refused(new Pkcs11Settings(noSlot, good.pinFile()), "slotListIndex is 99");
  }

  /// In a process of its own: a library that is logged in asks for no PIN.
  @Test
  void refusesTheStartWithAWrongPin(@TempDir Path folder) throws IOException {
    Path wrongPin = Files.writeString(folder.resolve("pin"), "not-the-pin\n");
    var variables =
        Map.of(
            "COUNTERSIGN_PKCS11_CONFIG", SoftHsm.settings().configuration().toString(),
            "COUNTERSIGN_PKCS11_PIN_FILE", wrongPin.toString());

    assertThatThrownBy(() -> new ChildServer(variables))
        .hasMessageContaining("COUNTERSIGN_PKCS11_PIN_FILE: the token refuses this PIN.")
        .hasMessageNotContaining("not-the-pin");
  }

  @Test
  void refusesTheStartWithoutAStoreThatHasKeys() {
    try (var server = new TestServer(Stores.SQLITE, SoftHsm.settings())) {
      var onlyToken = List.<SigningKeyStore>of(Pkcs11KeyStore.open(SoftHsm.settings()));
      var keys = new SigningKeys(server.store(), onlyToken, server.clock);

      assertThatThrownBy(keys::requireStores)
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("\"local\"");
    }
  }

  private static void refused(Pkcs11Settings settings, String sentence) {
    assertThatThrownBy(() -> Pkcs11KeyStore.open(settings))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(sentence);
  }

  /// The address in a token that a backend verified.
  private static String verified(TestServer server, UUID environment, String address)
      throws InvalidAccessToken {
    Reply signedIn = server.signIn(environment, address);
    var backend =
        AccessTokenVerifier.of(URI.create(server.origin()), environment.toString())
            .clock(server.clock)
            .anyAudience()
            .build();
    return String.valueOf(backend.verify(signedIn.text("minifiedJwt")).email());
  }

  /// Where the key is that signs now.
  private static String storeOfKeys(TestServer server, UUID environment) {
    return server
        .store()
        .read(
            tx ->
                tx.list(
                    "SELECT store FROM signing_key WHERE environment_id = ? ORDER BY signs_from"
                        + " DESC",
                    row -> row.text("store"),
                    environment))
        .getFirst();
  }
}
