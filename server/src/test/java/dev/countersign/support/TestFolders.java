package dev.countersign.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// Folders that are gone when the tests are over.
public final class TestFolders {
  private TestFolders() {}

  public static Path fresh() {
    try {
      return Files.createTempDirectory(Root.FOLDER, "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of a folder without folders in it.
  static Path copyOf(Path original) {
    Path copy = fresh();
    try (var files = Files.list(original)) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try (var all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Root {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("countersign-test");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
