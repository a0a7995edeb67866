package dev.countersign.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://ada:s%40cret%2B@db.example.org/app",
        "postgres://ada:s%40cret+@db.example.org:5432/app",
        "jdbc:postgresql://db.example.org/app?user=ada&password=s%40cret%2B",
        "postgresql://ada:s%40cret%2B@db.example.org/app?sslmode=verify-full&connect_timeout=9"
      })
  void readsTheFormsThatAreInUse(String text) {
    PostgresUrl url = PostgresUrl.parse(text);
    PGSimpleDataSource source = url.source(Map.of());

    assertThat(source.getServerNames()).containsExactly("db.example.org");
    assertThat(source.getPortNumbers()).containsExactly(5432);
    assertThat(source.getDatabaseName()).isEqualTo("app");
    assertThat(source.getUser()).isEqualTo("ada");
    assertThat(source.getPassword()).isEqualTo("s@cret+");
    assertThat(url).hasToString("postgresql://db.example.org:5432/app");
  }

  @Test
  void readsSeveralHostsAndIpv6() {
    PostgresUrl url = PostgresUrl.parse("postgresql://ada@one:1,[::1]:2,three/app");

    assertThat(url.source(Map.of()).getServerNames()).containsExactly("one", "[::1]", "three");
    assertThat(url.source(Map.of()).getPortNumbers()).containsExactly(1, 2, 5432);
    assertThat(url).hasToString("postgresql://one:1,[::1]:2,three:5432/app");
  }

  @Test
  void letsTheOperatorOverruleTheHouse() {
    var house = Map.of(PGProperty.SOCKET_TIMEOUT, "10", PGProperty.TCP_KEEP_ALIVE, "true");
    var source = PostgresUrl.parse("postgresql://ada@db/app?socketTimeout=1").source(house);

    assertThat(source.getProperty(PGProperty.SOCKET_TIMEOUT)).isEqualTo("1");
    assertThat(source.getProperty(PGProperty.TCP_KEEP_ALIVE)).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://ada:secret@db/app",
        "postgresql://ada:secret@db",
        "postgresql://ada:secret@db/",
        "postgresql://ada:secret@db:port/app",
        "postgresql://ada:secret@db:1:2/app",
        "postgresql://:secret@/app",
        "postgresql://db/app?password=secret",
        "postgresql://ada:secret@db/app?secret=1",
        "postgresql://ada:secret@db/app?sslmode",
        "postgresql://ada:secret%zz@db/app"
      })
  void refusesOtherTextsWithoutRepeatingThem(String text) {
    assertThatThrownBy(() -> PostgresUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A database URL has the form postgresql://user:password@")
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("secret"));
  }
}
