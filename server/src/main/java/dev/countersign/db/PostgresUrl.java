package dev.countersign.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Which PostgreSQL, as whom: `postgresql://user:password@host:5432/database?sslmode=verify-full`,
/// also with several hosts, with `postgres:` or with `jdbc:postgresql:`. Prints without its secrets.
public final class PostgresUrl {
  private static final Pattern URL =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?"
              + "(?<hosts>[^/?]+)/(?<database>[^/?]+)(?:\\?(?<options>.*))?");
  private static final Pattern HOST = Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");

  /// What libpq calls otherwise than the driver.
  private static final Map<String, String> ALIASES =
      Map.of(
          "application_name", "ApplicationName",
          "channel_binding", "channelBinding",
          "connect_timeout", "connectTimeout",
          "target_session_attrs", "targetServerType");

  private final String[] hosts;
  private final int[] ports;
  private final String database;
  private final Map<String, String> options;

  private PostgresUrl(String[] hosts, int[] ports, String database, Map<String, String> options) {
    this.hosts = hosts;
    this.ports = ports;
    this.database = database;
    this.options = options;
  }

  /// Refuses with a sentence that does not repeat the text, which may hold a password.
  public static PostgresUrl parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) throw wrong("");
    String[] hosts = url.group("hosts").split(",", -1);
    int[] ports = new int[hosts.length];
    for (int i = 0; i < hosts.length; i++) {
      Matcher host = HOST.matcher(hosts[i]);
      if (!host.matches()) throw wrong(", and a host with at most one port");
      hosts[i] = host.group(1);
      ports[i] = host.group(2) == null ? 5432 : Integer.parseInt(host.group(2));
    }
    var options = options(url.group("options"));
    put(options, PGProperty.USER, url.group("user"));
    put(options, PGProperty.PASSWORD, url.group("password"));
    if (!options.containsKey(PGProperty.USER.getName())) throw wrong(", and a user");
    return new PostgresUrl(hosts, ports, decode(url.group("database")), options);
  }

  /// With the driver's settings of the house, where the URL does not say otherwise.
  PGSimpleDataSource source(Map<PGProperty, String> settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(hosts);
    source.setPortNumbers(ports);
    source.setDatabaseName(database);
    settings.forEach(source::setProperty);
    options.forEach((name, value) -> source.setProperty(known(name), value));
    return source;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("postgresql://");
    for (int i = 0; i < hosts.length; i++) {
      text.append(i == 0 ? "" : ",").append(hosts[i]).append(':').append(ports[i]);
    }
    return text.append('/').append(database).toString();
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) return options;
    for (String option : query.split("&", -1)) {
      String[] pair = option.split("=", 2);
      String name = ALIASES.getOrDefault(decode(pair[0]), decode(pair[0]));
      if (pair.length != 2) throw wrong(", and options as name=value");
      put(options, known(name), pair[1]);
    }
    return options;
  }

  private static PGProperty known(String name) {
    return Optional.ofNullable(PGProperty.forName(name))
        .orElseThrow(() -> wrong(", and no option that the driver does not know"));
  }

  private static void put(Map<String, String> options, PGProperty name, @Nullable String value) {
    if (value != null) options.put(name.getName(), decode(value));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong(", and % only before two hexadecimal digits");
    }
  }

  private static IllegalArgumentException wrong(String more) {
    return new IllegalArgumentException(
        "A database URL has the form postgresql://user:password@host:5432/database, other"
            + " characters written as %40 for @"
            + more
            + ".");
  }
}
