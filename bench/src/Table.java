import java.util.List;
import java.util.Locale;

/// Prints rows under one another, each figure under its like.
final class Table {
  private static final String HEAD = "%-44s %7s %7s %7s %8s %7s %7s %8s   %-25s %s%n";
  private static final String LINE = "%-44s %7s %7s %7s %8.0f %7.2f %7s %8s   %-25s %s%n";

  private Table() {}

  /// `signature` is the cost of one, in nanoseconds.
  static void print(List<Row> rows, double signature) {
    System.out.printf(
        HEAD,
        "",
        "",
        "p50",
        "p99",
        "CPU",
        "in sig-",
        "÷ its",
        "database",
        "busy processors",
        "com-");
    System.out.printf(
        HEAD,
        "",
        "ops/s",
        "ms",
        "ms",
        "µs",
        "natures",
        "own",
        "CPU µs",
        "server  db  load  others",
        "piling");
    for (Row row : rows) print(row, signature);
  }

  private static void print(Row row, double signature) {
    double cost = row.each().server();
    System.out.printf(
        Locale.ROOT,
        LINE,
        row.name(),
        format("%.0f", row.perSecond()),
        row.p50() < 0 ? "" : format("%.2f", row.p50()),
        row.p99() < 0 ? "" : format("%.2f", row.p99()),
        cost / 1000,
        cost / signature,
        row.signatures() == 0 ? "" : format("%.2f", cost / signature / row.signatures()),
        row.each().database() == 0 ? "" : format("%.0f", row.each().database() / 1000),
        format(
            "%6.2f %4.2f %4.2f %6.2f",
            row.processors(row.each().server()),
            row.processors(row.each().database()),
            row.processors(row.each().load()),
            row.processors(row.each().others())),
        format("%3.0f %%", 100 * row.each().compiling() / row.each().server()));
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
