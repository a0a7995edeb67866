package dev.countersign;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.admin.Organizations.Project;
import dev.countersign.base.Json;
import dev.countersign.base.Secrets;
import dev.countersign.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// `DIR/dev.json`: what a script needs to work with a server in `dev`. Readable by its owner only,
/// since it holds the admin token.
final class DevFile {
  private static final int TOKEN_LENGTH = 48;

  private final Path file;
  private final String adminToken;

  private DevFile(Path file, String adminToken) {
    this.file = file;
    this.adminToken = adminToken;
  }

  /// Keeps the token of the last start, so that scripts survive a restart.
  static DevFile in(Path dataFolder, Optional<String> given, Secrets secrets) {
    Path file = dataFolder.resolve("dev.json");
    String token =
        given.or(() -> lastToken(file)).orElseGet(() -> secrets.alphanumeric(TOKEN_LENGTH));
    return new DevFile(file, token);
  }

  Path path() {
    return file;
  }

  String adminToken() {
    return adminToken;
  }

  /// Complete or not at all: whoever waits for the file reads a whole one.
  void write(String baseUrl, Project project) {
    ObjectNode document = Json.object();
    document.put("baseUrl", baseUrl);
    document.put("adminToken", adminToken);
    document.put("organizationId", project.organizationId().toString());
    document.put("projectId", project.id().toString());
    ObjectNode environments = document.putObject("environments");
    environments.put("sandbox", project.sandbox().toString());
    environments.put("live", project.live().toString());
    try {
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Path fresh =
          Files.createTempFile(file.toAbsolutePath().getParent(), "dev", ".json", ownerOnly);
      Files.writeString(fresh, Json.text(document) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StartRefused("The file " + file + " cannot be written: " + e.getMessage());
    }
  }

  private static Optional<String> lastToken(Path file) {
    if (!Files.exists(file)) return Optional.empty();
    try {
      return Json.object(new String(Files.readAllBytes(file), UTF_8))
          .path("adminToken")
          .stringValueOpt();
    } catch (IOException | RuntimeException e) {
      throw new StartRefused(
          "The file " + file + " cannot be read; delete it to have it made anew.");
    }
  }
}
