package dev.countersign.support;

import dev.countersign.token.Pkcs11Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A token of SoftHSM, made once for all tests where the machine has that. Its library reads the file
/// that `SOFTHSM2_CONF` names, which the build sets.
public final class SoftHsm {
  private static final Optional<Path> LIBRARY =
      Stream.of(
              "/usr/lib/softhsm/libsofthsm2.so",
              "/usr/lib64/pkcs11/libsofthsm2.so",
              "/opt/homebrew/lib/softhsm/libsofthsm2.so")
          .map(Path::of)
          .filter(Files::exists)
          .findFirst();

  private SoftHsm() {}

  public static boolean present() {
    return LIBRARY.isPresent() && System.getenv("SOFTHSM2_CONF") != null;
  }

  public static Pkcs11Settings settings() {
    return Made.SETTINGS;
  }

  private static final class Made {
    static final Pkcs11Settings SETTINGS = make();

    private static Pkcs11Settings make() {
      Path folder = TestFolders.fresh();
      try {
        Path tokens = Files.createDirectory(folder.resolve("tokens"));
        Path conf = Path.of(System.getenv("SOFTHSM2_CONF"));
        Files.createDirectories(conf.toAbsolutePath().getParent());
        Files.writeString(conf, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        run(
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "countersign",
                "--pin",
                "1234",
                "--so-pin",
                "5678"));
        var configuration =
            """
            name = countersign
            library = %s
            slotListIndex = 0
            attributes(generate, CKO_PRIVATE_KEY, CKK_RSA) = {
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
            }
            """
                .formatted(LIBRARY.orElseThrow());
        return new Pkcs11Settings(
            Files.writeString(folder.resolve("pkcs11.cfg"), configuration),
            Files.writeString(folder.resolve("pin"), "1234\n"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void run(List<String> command) throws IOException {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException("softhsm2-util made no token");
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
