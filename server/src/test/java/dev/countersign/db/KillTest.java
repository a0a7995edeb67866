package dev.countersign.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.TestFolders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `kill -9` in the middle of writing: what was acknowledged is there, and nothing is there by half.
@Timeout(120)
class KillTest {
  private final Path folder = TestFolders.fresh();

  @Test
  void losesNothingThatWasAcknowledged() throws Exception {
    Set<String> acknowledged = new HashSet<>();
    for (String child : List.of("first-", "second-", "third-")) {
      acknowledged.addAll(killedAfter(300, child));
    }

    Set<String> stored;
    try (Database database = Database.embedded(folder, Items.SCHEMA, 0)) {
      stored =
          new HashSet<>(database.read(tx -> tx.list("SELECT id FROM item", r -> r.text("id"))));
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(900);
    assertThat(stored).containsAll(acknowledged);
    assertThat(stored).allMatch(id -> stored.contains(twin(id)));
  }

  private Set<String> killedAfter(int works, String name) throws IOException, InterruptedException {
    Process child = Child.start(folder, name);
    try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
      Set<String> acknowledged = new HashSet<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // The last line may be cut short.
        if (line.endsWith(".")) acknowledged.add(line.substring(0, line.length() - 1));
        // By its handle: killed as a process, its pipe could not be read to the end.
        if (acknowledged.size() == works) child.toHandle().destroyForcibly();
      }
      return acknowledged;
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static String twin(String id) {
    return id.endsWith("-twin") ? id.replace("-twin", "") : id + "-twin";
  }
}
