package dev.countersign;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.countersign.user.SearchStatements;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Every statement that a release runs, by the name of its constant. A release's are kept in a file,
/// to be run on the schemas that come after it.
record ReleasedSql(Map<String, String> statements) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "released");
  private static final Pattern STATEMENT =
      Pattern.compile("\\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\\b(?s:.*)");
  private static final Pattern ENTRY = Pattern.compile("(?m)^-- (.+)\\n((?s:.+?))(?=^-- |\\z)");

  /// The releases that have a file, as in `0.1`.
  static List<String> releases() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .map(name -> name.substring(0, name.length() - ".sql".length()))
          .sorted()
          .toList();
    }
  }

  static ReleasedSql of(String release) throws IOException {
    var statements = new TreeMap<String, String>();
    var entries = ENTRY.matcher(Files.readString(FOLDER.resolve(release + ".sql")));
    while (entries.find()) statements.put(entries.group(1), entries.group(2).strip());
    return new ReleasedSql(statements);
  }

  /// What the code beside this test runs: the constants of its repositories. A statement that is put
  /// together when it runs must be named here.
  static ReleasedSql ofThisBuild() throws ReflectiveOperationException {
    var statements = new TreeMap<String, String>();
    var house =
        new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("dev.countersign");
    for (var type : house) {
      if (!type.getSimpleName().endsWith("Repository")) continue;
      for (Field field : type.reflect().getDeclaredFields()) {
        if (field.getType() != String.class || !Modifier.isStatic(field.getModifiers())) continue;
        field.setAccessible(true);
        String text = String.valueOf(field.get(null));
        if (STATEMENT.matcher(text).matches())
          statements.put(type.getSimpleName() + "." + field.getName(), text.strip());
      }
    }
    SearchStatements.all().forEach((name, sql) -> statements.put("UserSearch, " + name, sql));
    return new ReleasedSql(statements);
  }

  void freeze(String release) throws IOException {
    String text =
        statements.entrySet().stream()
            .map(entry -> "-- " + entry.getKey() + "\n" + entry.getValue().strip() + "\n")
            .collect(joining("\n"));
    Files.writeString(FOLDER.resolve(release + ".sql"), text);
  }

  String statement(String name) {
    String sql = statements.get(name);
    if (sql == null) throw new IllegalArgumentException("no statement is called " + name);
    return sql;
  }
}
