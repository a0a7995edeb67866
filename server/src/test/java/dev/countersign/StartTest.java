package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.Config.Mode;
import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import dev.countersign.environment.PublicUrl;
import dev.countersign.support.FreePort;
import dev.countersign.support.Stores;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What an operator sets before the start, and when the server refuses to start.
class StartTest {
  private static final String TOKEN = "0123456789012345678901234567890123456789";

  @Test
  void needsNothingInDev() {
    Config config = ConfigReader.read(Mode.DEV, Map.of(), Map.of());

    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.publicUrl()).isEqualTo(PublicUrl.of("http://localhost:8080"));
    assertThat(config.masterKeyFile()).isEqualTo(Path.of("data/master.key"));
    assertThat(config.postgres()).isEmpty();
    assertThat(config.adminToken()).isEmpty();
  }

  @Test
  void takesEachSettingFromItsVariableAndTheCommandLineFirst() {
    var variables =
        Map.of(
            "COUNTERSIGN_PORT", "9000",
            "COUNTERSIGN_DATA", "/var/lib/countersign",
            "COUNTERSIGN_PUBLIC_URL", "https://auth.example.org",
            "COUNTERSIGN_ADMIN_TOKEN", TOKEN,
            "COUNTERSIGN_DATABASE_URL", "postgresql://me:secret@db.example.org/countersign",
            "COUNTERSIGN_SMTP_URL", "smtps://me:secret@mail.example.org",
            "COUNTERSIGN_MAIL_FROM", "no-reply@example.org",
            "COUNTERSIGN_LIMIT_CODE_SEND_PER_ADDRESS", "5/60",
            "PATH", "/bin");

    Config config = ConfigReader.read(Mode.SERVE, variables, Map.of("COUNTERSIGN_PORT", "9001"));

    assertThat(config.port()).isEqualTo(9001);
    assertThat(config.publicUrl().secure()).isTrue();
    assertThat(config.adminToken()).isPresent();
    assertThat(config.toString()).doesNotContain("secret", TOKEN);
  }

  @Test
  void takesATokenAndItsPinTogether() {
    var both =
        Map.of("COUNTERSIGN_PKCS11_CONFIG", "token.cfg", "COUNTERSIGN_PKCS11_PIN_FILE", "pin");
    var token = ConfigReader.read(Mode.DEV, both, Map.of()).pkcs11().orElseThrow();
    assertThat(token.configuration()).isEqualTo(Path.of("token.cfg"));
    assertThat(token.pinFile()).isEqualTo(Path.of("pin"));

    for (String alone : both.keySet()) {
      assertThatThrownBy(() -> ConfigReader.read(Mode.DEV, Map.of(alone, "x"), Map.of()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("need each other");
    }
  }

  @Test
  void tellsAllMistakesAtOnceAndNoSecret() {
    var variables =
        Map.of(
            "COUNTERSIGN_PORT", "http",
            "COUNTERSIGN_PUBLIC_URL", "https://auth.example.org/path",
            "COUNTERSIGN_ADMIN_TOKEN", "hunter2",
            "COUNTERSIGN_DATABASE_URL", "mysql://me:hunter2@db",
            "COUNTERSIGN_LIMITS", "many",
            "COUNTERSIGN_LIMIT_SIGN_IN_PER_IP", "0/60",
            "COUNTERSIGN_EMAIL_CODE_SECONDS", "601",
            "COUNTERSIGN_ADMINTOKEN", "hunter2");

    assertThatThrownBy(() -> ConfigReader.read(Mode.SERVE, variables, Map.of()))
        .isInstanceOf(StartRefused.class)
        .message()
        .contains("COUNTERSIGN_PORT: ")
        .contains("COUNTERSIGN_PUBLIC_URL: ")
        .contains("COUNTERSIGN_ADMIN_TOKEN: ")
        .contains("COUNTERSIGN_DATABASE_URL: ")
        .contains("COUNTERSIGN_LIMITS: ")
        .contains("COUNTERSIGN_LIMIT_SIGN_IN_PER_IP: ")
        .contains("COUNTERSIGN_EMAIL_CODE_SECONDS: ")
        .contains("COUNTERSIGN_ADMINTOKEN is not a setting.")
        .doesNotContain("hunter2");
  }

  @Test
  void keepsDevOnThisMachine() {
    var variables = Map.of("COUNTERSIGN_HOST", "0.0.0.0");

    assertThatThrownBy(() -> ConfigReader.read(Mode.DEV, variables, Map.of()))
        .hasMessageContaining("this machine only");
  }

  @ParameterizedTest
  @EnumSource(Stores.class)
  void refusesToStartWithAnotherMasterKeyOrNone(Stores store) throws IOException {
    try (var server = new TestServer(store)) {
      String token = server.token(server.sandbox(), "ada@example.org");
      server.stop();
      Path keyFile = server.config().masterKeyFile();
      String right = Files.readString(keyFile);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
          .isEqualTo("rw-------");

      Files.delete(keyFile);
      assertThatThrownBy(() -> start(server.config())).hasMessageContaining("is missing");
      assertThat(keyFile).doesNotExist();
      Files.writeString(
          keyFile, right.replace(right.charAt(0), right.charAt(0) == 'A' ? 'B' : 'A'));
      assertThatThrownBy(() -> start(server.config())).hasMessageContaining("is not the one");
      Files.writeString(keyFile, "not a key");
      assertThatThrownBy(() -> start(server.config())).hasMessageContaining("master key file");

      Files.writeString(keyFile, right);
      server.startAgain();
      assertThat(server.as(token, server.sandbox(), "GET", "/users").status()).isEqualTo(200);
    }
  }

  @Test
  void keepsPrivateKeysAndCodesSealedOnDisk() throws IOException {
    try (var server = new TestServer(Stores.SQLITE)) {
      server.create(server.sandbox(), "ada@example.org");
      String code = server.code(server.sandbox(), "ada@example.org");
      byte[] sealed =
          server
              .store()
              .read(tx -> tx.list("SELECT sealed_key FROM signing_key", r -> r.bytes("sealed_key")))
              .getFirst();
      server.stop();

      // A private key in PKCS#8 names its algorithm: rsaEncryption, 1.2.840.113549.1.1.1.
      byte[] rsaEncryption = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
      assertThat(text(sealed)).doesNotContain(text(rsaEncryption));
      try (var files = Files.list(server.config().dataFolder())) {
        for (Path file : files.toList()) {
          assertThat(text(Files.readAllBytes(file))).doesNotContain('"' + code + '"');
        }
      }
    }
  }

  @Test
  void makesTheMasterKeyOfAnEmptyFolder() throws IOException {
    Path data = TestFolders.fresh().resolve("deeper");
    var options =
        Map.of(
            "COUNTERSIGN_DATA", data.toString(),
            "COUNTERSIGN_PORT", String.valueOf(FreePort.take()));

    start(ConfigReader.read(Mode.DEV, Map.of(), options)).close();

    assertThat(Files.readString(data.resolve("master.key")).strip()).hasSize(44);
  }

  private static Server start(Config config) {
    return Server.start(config, Clock.systemUTC(), new Secrets());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
