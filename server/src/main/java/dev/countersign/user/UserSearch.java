package dev.countersign.user;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of an environment's users: which, in what order, from where, how many (1 to 100).
public record UserSearch(
    Column column, String value, Order order, Direction direction, int offset, int limit) {
  public static final int MOST = 100;

  public UserSearch {
    if (offset < 0) throw refused("offset");
    if (limit < 1 || limit > MOST) throw refused("limit");
  }

  /// A column that can be searched. A value matches it whole or as a prefix, whatever its letter
  /// case; an id only whole.
  public enum Column {
    all(""),
    id("id = ?"),
    email("email LIKE ? ESCAPE '!'"),
    alias("lower(alias) LIKE ? ESCAPE '!'"),
    firstName("lower(first_name) LIKE ? ESCAPE '!'"),
    lastName("lower(last_name) LIKE ? ESCAPE '!'"),
    phoneNumber("lower(phone_number) LIKE ? ESCAPE '!'"),
    jobTitle("lower(job_title) LIKE ? ESCAPE '!'"),
    username("username_key LIKE ? ESCAPE '!'");

    private final String condition;

    Column(String condition) {
      this.condition = condition;
    }

    /// Every column there is, for `all`.
    private static Stream<Column> searched() {
      return Arrays.stream(values()).filter(column -> column != all);
    }

    String condition() {
      return this == all
          ? searched().map(column -> column.condition).collect(Collectors.joining(" OR "))
          : condition;
    }

    Object[] arguments(String value) {
      String lower = value.toLowerCase(Locale.ROOT);
      String prefix = lower.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
      return (this == all ? searched() : Stream.of(this))
          .map(column -> column == id ? lower : prefix)
          .toArray();
    }
  }

  /// A column that orders the page; ties are broken by id, so that pages never overlap.
  public enum Order {
    createdAt("created_at"),
    updatedAt("updated_at"),
    firstVisit("first_visit"),
    lastVisit("last_visit"),
    email("email"),
    alias("alias"),
    firstName("first_name"),
    lastName("last_name"),
    username("username_key");

    private final String column;

    Order(String column) {
      this.column = column;
    }
  }

  public enum Direction {
    asc,
    desc
  }

  /// From the texts of a query; what is not known is refused, not guessed.
  public static UserSearch parse(
      Optional<String> column,
      Optional<String> value,
      Optional<String> orderBy,
      Optional<String> offset,
      Optional<String> limit) {
    String[] order = orderBy.orElse("createdAt-desc").split("-", -1);
    if (order.length != 2) throw refused("orderBy");
    return new UserSearch(
        constant(Column.class, column.orElse("all"), "filter[filterColumn]"),
        value.orElse(""),
        constant(Order.class, order[0], "orderBy"),
        constant(Direction.class, order[1], "orderBy"),
        number(offset.orElse("0"), "offset"),
        number(limit.orElse("10"), "limit"));
  }

  String where() {
    return value.isEmpty()
        ? "environment_id = ?"
        : "environment_id = ? AND (" + column.condition() + ")";
  }

  Object[] arguments() {
    return value.isEmpty() ? new Object[0] : column.arguments(value);
  }

  String orderBy() {
    return order.column + " " + direction + " NULLS LAST, id " + direction;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name, String member) {
    return Arrays.stream(type.getEnumConstants())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() -> refused(member));
  }

  private static int number(String text, String member) {
    if (text.matches("[0-9]{1,9}")) return Integer.parseInt(text);
    throw refused(member);
  }

  private static Refusal refused(String member) {
    return new Refusal(Problem.BAD_REQUEST, member + " has no such value");
  }
}
