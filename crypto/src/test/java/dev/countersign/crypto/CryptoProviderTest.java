package dev.countersign.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CryptoProviderTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void loadsCorrettosLibraryWhereThereIsOne() {
    assertThat(Known.LOADED.name()).startsWith("AmazonCorrettoCryptoProvider 2.");
    assertThat(Known.LOADED.absence()).isEmpty();
  }

  @Test
  void namesTheJdksOwn() {
    assertThat(CryptoProvider.jdk().name()).startsWith("SunRsaSign ");
    assertThat(CryptoProvider.jdk().absence()).isEmpty();
  }

  @Test
  void changesNothingForTheRestOfTheProcess() {
    assertThat(Known.LOADED.name()).isNotEmpty();

    assertThat(Security.getProviders()).noneMatch(each -> each.getName().contains("Corretto"));
    assertThat(Security.getProviders()).noneMatch(each -> each.getName().equals("BC"));
  }

  @Test
  void fallsBackToTheJdkWhenTheSelfCheckFails() {
    CryptoProvider loaded = CryptoProvider.checked(WrongProvider::new);

    assertThat(loaded.name()).startsWith("SunRsaSign ");
    assertThat(loaded.absence().orElseThrow()).contains("self-check");
  }

  @Test
  void fallsBackToTheJdkWithoutTheJar() throws Exception {
    String without =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !entry.contains("AmazonCorretto"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(load(without, List.of())).startsWith("SunRsaSign ").contains("NoClassDefFoundError");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fallsBackToTheJdkWhereTheLibraryCannotBeUnpacked() throws Exception {
    assertThat(load(CLASS_PATH, List.of("-Djava.io.tmpdir=/dev/null")))
        .contains("SunRsaSign ")
        .contains("native library");
  }

  /// Signs well-formed and wrong: RS512 where RS256 was asked for.
  private static final class WrongProvider extends Provider {
    private static final long serialVersionUID = 1L;
    private final transient Provider jdk = CryptoProvider.jdk().rsa();

    private WrongProvider() {
      super("Wrong", "1", "");
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
      return jdk.getService(type, algorithm.replace("SHA256withRSA", "SHA512withRSA"));
    }
  }

  /// In a process of its own: a class that is on the class path cannot be made to be absent.
  private static String load(String classPath, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, LoadedProvider.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader(UTF_8)) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output.lines().collect(Collectors.joining("\n"));
    } finally {
      process.destroyForcibly();
    }
  }
}
