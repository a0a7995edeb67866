import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// The formatter's hand: every Java file of the repository, checked or rewritten in one process.
final class Format {
  private Format() {}

  public static void main(String[] arguments) throws IOException {
    boolean write = arguments[0].equals("write");
    // Doc comments keep their line breaks: one sentence, one line, reads better in a diff.
    var command = new ArrayList<>(List.of("--skip-javadoc-formatting"));
    command.addAll(write ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(sources(Path.of(arguments[1])));
    var formatter = ToolProvider.findFirst("google-java-format").orElseThrow();
    int status = formatter.run(System.out, System.err, command.toArray(String[]::new));
    if (status != 0 && !write) System.err.println("Not formatted, see above: run make format");
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    var found = new ArrayList<String>(List.of(root.resolve(".mvn/Format.java").toString()));
    for (String module : List.of("crypto/src", "verifier/src", "server/src")) {
      try (var files = Files.walk(root.resolve(module))) {
        files.map(Path::toString).filter(f -> f.endsWith(".java")).sorted().forEach(found::add);
      }
    }
    return found;
  }
}
