package dev.countersign.environment;

import dev.countersign.base.Json;
import dev.countersign.environment.SettingsDocument.Urls;
import dev.countersign.jose.ForeignKeys;
import dev.countersign.jose.Unreadable;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A setting that is one value, not an object or an array.
sealed interface Scalar extends Shape {

  /// The value to store, or a refusal.
  JsonNode accept(SettingPath path, JsonNode value, Urls urls);

  record Flag() implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      if (!value.isBoolean()) throw path.malformed("is not a boolean");
      return value;
    }
  }

  record Text(TextRule rule) implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      if (!rule.allows(text(path, value), urls)) throw path.refused("is not " + rule);
      return value;
    }
  }

  /// A JWK set or a public key in PEM: text of many lines, and longer than any other.
  record PublicKeys() implements Scalar {
    private static final int LONGEST = 16 * 1024;

    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      String text = text(path, value);
      if (text.length() > LONGEST) throw path.refused("is longer than 16 KB");
      try {
        ForeignKeys.parse(text);
      } catch (Unreadable malformed) {
        throw path.refused("is no JWK set and no public key in PEM: " + malformed.getMessage());
      }
      return value;
    }
  }

  record Choice(List<String> values) implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      if (!values.contains(text(path, value))) throw path.refused("is not one of the values");
      return value;
    }
  }

  record Decimal(double least, double most) implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      double number = number(path, value);
      if (!(number >= least && number <= most)) throw path.refused("is out of bounds");
      return canonical(number);
    }
  }

  record Whole(long least, long most) implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      double number = number(path, value);
      if (number != Math.rint(number)) throw path.refused("is not a whole number");
      return new Decimal(least, most).accept(path, value, urls);
    }
  }

  /// A sum of money: what is published does not say whether as a number or as a text.
  record Amount() implements Scalar {
    @Override
    public JsonNode accept(SettingPath path, JsonNode value, Urls urls) {
      Scalar scalar = value.isString() ? new Text(TextRule.NAME) : new Decimal(0, Long.MAX_VALUE);
      return scalar.accept(path, value, urls);
    }
  }

  static String text(SettingPath path, JsonNode value) {
    if (!value.isString()) throw path.malformed("is not a text");
    return value.stringValue();
  }

  /// 2, 2.0 and 2e0 are one number, so they are stored as one.
  static JsonNode canonical(JsonNode value) {
    return value.isNumber() ? canonical(value.numberValue().doubleValue()) : value;
  }

  private static JsonNode canonical(double number) {
    long whole = (long) number;
    if (whole != number) return Json.tree(number);
    return whole == (int) whole ? Json.tree((int) whole) : Json.tree(whole);
  }

  private static double number(SettingPath path, JsonNode value) {
    if (!value.isNumber()) throw path.malformed("is not a number");
    return value.numberValue().doubleValue();
  }
}
