package dev.countersign.environment;

import dev.countersign.base.Json;
import dev.countersign.environment.Shape.Audience;
import dev.countersign.environment.Shape.Check;
import dev.countersign.environment.Shape.Growth;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// One line of the settings' table: a member's name, its shape, its value at the start, its traits.
record Field(String name, Shape shape, JsonNode start, Set<Trait> traits) {
  private static final Check NONE = (path, merged, merge) -> {};
  private static final int MANY = 64;

  enum Trait {
    /// `null` clears it.
    NULLABLE,
    /// An object without it is refused.
    REQUIRED,
    /// An object that is absent until it is set.
    OPTIONAL,
    /// Not for browsers.
    OPERATOR_ONLY,
    /// Neither read nor written through the settings' own routes.
    INTERNAL
  }

  static Field of(String name, Shape shape) {
    return new Field(name, shape, MissingNode.getInstance(), Set.of());
  }

  static Field flag(String name) {
    return of(name, new Scalar.Flag());
  }

  static Field text(String name) {
    return text(name, TextRule.PLAIN);
  }

  static Field text(String name, TextRule rule) {
    return of(name, new Scalar.Text(rule));
  }

  static Field texts(String name) {
    return of(name, new Shape.Sequence(new Scalar.Text(TextRule.NAME), 0, MANY));
  }

  static Field decimal(String name, double least, double most) {
    return of(name, new Scalar.Decimal(least, most));
  }

  static Field whole(String name, long least, long most) {
    return of(name, new Scalar.Whole(least, most));
  }

  static Field choice(String name, String... values) {
    return of(name, new Scalar.Choice(List.of(values)));
  }

  static Field choices(String name, String... values) {
    return of(name, new Shape.Sequence(new Scalar.Choice(List.of(values)), 0, values.length));
  }

  static Field group(String name, Field... fields) {
    return of(name, new Shape.Group(List.of(fields), NONE));
  }

  static Field group(String name, Check check, Field... fields) {
    return of(name, new Shape.Group(List.of(fields), check));
  }

  /// Objects without a key: replaced as a whole.
  static Field sequence(String name, Field... item) {
    return of(name, new Shape.Sequence(new Shape.Group(List.of(item), NONE), 0, MANY));
  }

  /// The first field of the item is its key.
  static Field keyed(String name, int most, Growth growth, Check check, Field... item) {
    var group = new Shape.Group(List.of(item), check);
    return of(name, new Shape.Keyed(item[0].name(), group, most, growth));
  }

  static Field keyed(String name, int most, Field... item) {
    return keyed(name, most, Growth.OPEN, NONE, item);
  }

  static Field secret(String name) {
    return of(name, new Shape.Secret());
  }

  static Field derived(String name) {
    return of(name, new Shape.Derived());
  }

  Field startsAs(Object value) {
    return new Field(name, shape, Json.tree(value), traits);
  }

  Field with(Trait trait) {
    var more = EnumSet.of(trait);
    more.addAll(traits);
    return new Field(name, shape, start, Set.copyOf(more));
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  boolean visibleTo(Audience audience) {
    return switch (audience) {
      case CLIENT -> !is(Trait.INTERNAL) && !is(Trait.OPERATOR_ONLY);
      case OPERATOR -> !is(Trait.INTERNAL);
    };
  }

  /// The stored value with its gaps filled; empty where there is neither a value nor a start.
  Optional<JsonNode> complete(JsonNode stored) {
    return switch (shape) {
      case Shape.Secret _, Shape.Derived _ -> Optional.empty();
      case Shape.Group group when stored.isObject() || !is(Trait.OPTIONAL) ->
          Optional.of(group.complete(stored));
      case Shape.Keyed keyed when stored.isArray() || start.isArray() ->
          Optional.of(keyed.complete(start, stored));
      case Shape _ when !stored.isMissingNode() -> Optional.of(stored.deepCopy());
      case Shape _ when !start.isMissingNode() -> Optional.of(start.deepCopy());
      case Shape _ -> Optional.empty();
    };
  }
}
