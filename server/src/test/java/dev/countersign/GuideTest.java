package dev.countersign;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.proc.BadJOSEException;
import dev.countersign.guide.AccessTokens;
import dev.countersign.guide.NimbusAccessTokens;
import dev.countersign.limit.Limit;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestFolders;
import dev.countersign.support.TestServer;
import dev.countersign.verifier.InvalidAccessToken;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the guide prints is what runs: its commands and its Java here, its JavaScript in the browser
/// tests, its Python and Go in `SnippetsTest`.
class GuideTest {
  private static final Path ROOT = Path.of("..");
  private static final Path GUIDE = ROOT.resolve("docs/guide");
  private static final Path SNIPPETS = GUIDE.resolve("snippets");
  private static final Path SOURCES = Path.of("src/main/java/dev/countersign");
  private static final Path JAVA = Path.of("src/test/java/dev/countersign/guide");

  private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\S[^\\n]*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern VARIABLE = Pattern.compile("COUNTERSIGN_[A-Z0-9_]*[A-Z]");
  private static final Pattern TAKEN = Pattern.compile("take\\(\\s*\"([A-Z0-9_]*[A-Z])\"");
  private static final Pattern LAUNCHED = Pattern.compile("\"(COUNTERSIGN_[A-Z0-9_]*[A-Z])\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-sign-in",
        "testing-your-app",
        "admin-api",
        "mail",
        "keys-and-revocation",
        "cookies",
        "external-auth",
        "sms",
        "step-up",
        "mfa",
        "devices",
        "wallets"
      })
  void runsWhatAPageTellsToType(String page) throws Exception {
    assumeTrue(curl(), "there is no curl on this machine");
    String script = String.join("\necho\n", fences(GUIDE.resolve(page + ".md"), "sh run"));
    assertThat(script).isNotBlank();
    try (var server = new TestServer(Stores.SQLITE)) {
      server.enableTexts(server.sandbox());
      Path log = TestFolders.fresh().resolve("log");
      var shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true);
      shell.environment().put("BASE_URL", server.origin());
      shell.environment().put("ENVIRONMENT_ID", server.sandbox().toString());
      shell.environment().put("ADMIN_TOKEN", TestServer.ADMIN);
      Process process = shell.redirectOutput(log.toFile()).start();
      process.getOutputStream().close();

      boolean ended = process.waitFor(60, SECONDS);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();

      assertThat(ended).as(Files.readString(log)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
  }

  @Test
  void verifiesAccessTokensInJavaAndRefusesWhatIsNone() throws Exception {
    try (var server = new TestServer(Stores.SQLITE)) {
      Reply signedIn = server.signIn(server.sandbox(), "ada@example.org");
      String accessToken = signedIn.text("minifiedJwt");
      var base = URI.create(server.origin());
      String environment = server.sandbox().toString();
      var nimbus = new NimbusAccessTokens(base, environment);
      try (var tokens = new AccessTokens(base, environment, server.origin())) {
        assertThat(tokens.userOf(accessToken)).isEqualTo(signedIn.text("/user/id"));
        assertThat(nimbus.userOf(accessToken)).isEqualTo(signedIn.text("/user/id"));

        String foreign = foreignToken(server);
        for (String wrong : List.of(signedIn.text("jwt"), foreign, incompleteToken(server))) {
          assertThatThrownBy(() -> tokens.userOf(wrong)).isInstanceOf(InvalidAccessToken.class);
          assertThatThrownBy(() -> nimbus.userOf(wrong)).isInstanceOf(BadJOSEException.class);
        }
      }
    }
  }

  @Test
  void printsWhatIsRun() throws IOException {
    var printed = new TreeSet<String>();
    for (Path page : pages()) {
      var snippets = Stream.of("js", "python", "go").flatMap(in -> fences(page, in).stream());
      for (String snippet : snippets.toList()) {
        Path file =
            files(SNIPPETS).stream()
                .filter(path -> text(path).equals(snippet))
                .findFirst()
                .orElseThrow(
                    () ->
                        new AssertionError(
                            page + " prints what is no file of snippets:\n" + snippet));
        printed.add(file.getFileName().toString());
      }
      for (String snippet : fences(page, "java")) {
        assertThat(files(JAVA))
            .as(page.toString())
            .anySatisfy(file -> assertThat(bare(text(file))).contains(bare(snippet)));
      }
    }
    assertThat(files(SNIPPETS)).allMatch(file -> printed.contains(file.getFileName().toString()));
  }

  @Test
  void namesEverySettingOfTheDeploymentAndNoOther() throws IOException {
    String reader = Files.readString(SOURCES.resolve("ConfigReader.java"));
    var known = new TreeSet<String>();
    TAKEN.matcher(reader).results().forEach(found -> known.add("COUNTERSIGN_" + found.group(1)));
    LAUNCHED.matcher(reader).results().forEach(found -> known.add(found.group(1)));
    Arrays.stream(Limit.values()).forEach(limit -> known.add("COUNTERSIGN_LIMIT_" + limit.name()));

    var readme = variables(ROOT.resolve("README.md"));
    readme.remove("COUNTERSIGN_LIMIT");

    assertThat(readme).containsExactlyElementsOf(known);
    // What Kubernetes would set, and what is told of that.
    var strangers = Set.of("COUNTERSIGN_SERVICE_HOST");
    for (Path page : pages()) {
      assertThat(variables(page))
          .as(page.toString())
          .allMatch(
              name -> known.contains(name) || strangers.contains(name) || name.endsWith("_LIMIT"));
    }
  }

  @Test
  void tellsTheLimitsAsTheyAre() {
    String readme = text(ROOT.resolve("README.md"));
    for (Limit limit : Limit.values()) {
      var rule = limit.standard();
      assertThat(readme)
          .contains(
              "`COUNTERSIGN_LIMIT_%s` | `%d/%d`"
                  .formatted(limit.name(), rule.uses(), rule.window().toSeconds()));
    }
  }

  @Test
  void leadsSomewhereWithEveryLink() throws IOException {
    for (Path page : pages()) {
      LINK.matcher(text(page))
          .results()
          .map(found -> page.resolveSibling(found.group(1)))
          .forEach(target -> assertThat(target).as(page.toString()).exists());
    }
  }

  private static String foreignToken(TestServer server) {
    return server.token(server.live(), "ada@example.org");
  }

  /// Of a person who owes a required field.
  private static String incompleteToken(TestServer server) {
    var lastName = Map.of("name", "lastName", "enabled", true, "required", true);
    server.admin("PUT", "/environments/" + server.sandbox(), Map.of("kyc", List.of(lastName)));
    Reply signedIn = server.signIn(server.sandbox(), "grace@example.org");
    assertThat(signedIn.text("/user/scope")).isEqualTo("userDataForm");
    return signedIn.text("minifiedJwt");
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      var all = Stream.concat(Stream.of(ROOT.resolve("verifier/README.md")), top);
      return Stream.concat(all, below).filter(path -> path.toString().endsWith(".md")).toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static List<String> fences(Path page, String language) {
    return FENCE
        .matcher(text(page))
        .results()
        .filter(found -> found.group(1).equals(language))
        .map(found -> found.group(2))
        .toList();
  }

  private static Set<String> variables(Path page) {
    return VARIABLE
        .matcher(text(page))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Without indentation: a part of a class is printed at the margin.
  private static String bare(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static boolean curl() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
