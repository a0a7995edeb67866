package dev.countersign.db;

import static java.util.Map.entry;

import dev.countersign.base.StartRefused;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The production store: PostgreSQL 15 or newer, which several nodes may share.
final class Postgres implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
  private static final int OLDEST = 15;
  private static final int READERS = 8;

  /// Seconds. Long enough for a slow disk, short enough to answer the caller while it still waits.
  private static final Map<PGProperty, String> SETTINGS =
      Map.ofEntries(
          entry(PGProperty.APPLICATION_NAME, "countersign"),
          entry(PGProperty.CONNECT_TIMEOUT, "3"),
          entry(PGProperty.LOGIN_TIMEOUT, "5"),
          entry(PGProperty.SOCKET_TIMEOUT, "10"),
          entry(PGProperty.TCP_KEEP_ALIVE, "true"),
          entry(PGProperty.TARGET_SERVER_TYPE, "primary"),
          entry(PGProperty.PREPARE_THRESHOLD, "2"),
          entry(PGProperty.READ_ONLY_MODE, "always"),
          // The detail of a broken constraint is the row's own data.
          entry(PGProperty.LOG_SERVER_ERROR_DETAIL, "false"));

  /// Two batches can want each other's rows: the first run gives up early and is run work by work.
  /// A node that freezes inside a transaction must not hold its rows for ever.
  private static final String SESSION =
      """
      SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
      SET lock_timeout = '200ms';
      SET idle_in_transaction_session_timeout = '10s'
      """;

  private static final String SERVER =
      """
      SELECT current_setting('server_version_num')::int / 10000 AS version,
             current_setting('synchronous_commit') AS synchronous_commit,
             current_setting('fsync') AS fsync
      """;

  private final PostgresUrl url;
  private final PGSimpleDataSource source;
  private final Readers readers;
  private @Nullable Bulletin bulletin;

  Postgres(PostgresUrl url) {
    this.url = url;
    this.source = url.source(SETTINGS);
    PGSimpleDataSource reading = url.source(with(PGProperty.READ_ONLY, "true"));
    this.readers = new Readers(() -> new Line(reading.getConnection()), READERS);
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public boolean shared() {
    return true;
  }

  /// Every statement is a journey, so that one connection alone would mostly wait.
  @Override
  public int writers() {
    return 8;
  }

  /// Few, since until the commit each holds the rows it touched against the other writers.
  @Override
  public int most() {
    return 8;
  }

  @Override
  public Line openWriter() throws SQLException {
    Line line = new Line(source.getConnection());
    try {
      line.run(SERVER, this::check);
      line.execute(SESSION);
      line.connection().setAutoCommit(false);
      return line;
    } catch (SQLException | RuntimeException e) {
      line.close();
      throw e;
    }
  }

  @Override
  public Readers readers() {
    return readers;
  }

  /// The driver begins with the first statement, without a journey of its own.
  @Override
  public void begin(Line line) {}

  @Override
  public void beginAgain(Line line) throws SQLException {
    line.execute("SET LOCAL lock_timeout = '5s'");
  }

  /// One journey for both.
  @Override
  public void next(Line line) throws SQLException {
    line.execute("RELEASE SAVEPOINT work; SAVEPOINT work");
  }

  @Override
  public void commit(Line line) throws SQLException {
    line.connection().commit();
  }

  @Override
  public void rollback(Line line) throws SQLException {
    line.connection().rollback();
  }

  @Override
  public void tell(Line line, News news) throws SQLException {
    Bulletin.tell(line, news);
  }

  @Override
  public void listen(Consumer<News> ear) {
    bulletin = Bulletin.open(() -> new Line(source.getConnection()), ear);
  }

  @Override
  public Failure failure(SQLException e) {
    String state = e.getSQLState();
    if (state == null) return Failure.DEFECT;
    return switch (state) {
      case "23505" -> Failure.DUPLICATE;
      case "40001", "40P01", "55P03" -> Failure.CONFLICT;
      case "25006", "25P03" -> Failure.OUTAGE;
      default ->
          switch (state.substring(0, 2)) {
            case "08", "53", "57", "58" -> Failure.OUTAGE;
            default -> stalePlan(e) ? Failure.OUTAGE : Failure.DEFECT;
          };
    };
  }

  @Override
  public DataSource migrating() {
    return url.source(with(PGProperty.SOCKET_TIMEOUT, "0"));
  }

  @Override
  public Map<String, String> words() {
    return Map.of("bytes", "BYTEA", "concurrently", "CONCURRENTLY");
  }

  @Override
  public void close() {
    if (bulletin != null) bulletin.close();
    readers.close();
  }

  @Override
  public String toString() {
    return url.toString();
  }

  private static Map<PGProperty, String> with(PGProperty name, String value) {
    var settings = new HashMap<>(SETTINGS);
    settings.put(name, value);
    return settings;
  }

  private boolean check(PreparedStatement server) throws SQLException {
    try (ResultSet answer = server.executeQuery()) {
      answer.next();
      int version = answer.getInt("version");
      if (version < OLDEST) throw unfit("is version " + version + "; it must be 15 or newer");
      if (answer.getString("synchronous_commit").equals("off"))
        throw unfit(
            "has synchronous_commit off and would lose what was acknowledged. Turn it on for this"
                + " user: ALTER ROLE … SET synchronous_commit = on");
      // Some that are durable by other means run without: theirs is the promise, so warn only.
      if (answer.getString("fsync").equals("off"))
        LOG.warn("{} runs with fsync off: a power cut may lose what was acknowledged", url);
      return true;
    }
  }

  private StartRefused unfit(String why) {
    return new StartRefused("The database " + url + " " + why + ".");
  }

  /// Another node's migration changed a table that this connection had a plan for.
  private static boolean stalePlan(SQLException e) {
    if (!(e instanceof PSQLException known)) return false;
    ServerErrorMessage message = known.getServerErrorMessage();
    return message != null && "RevalidateCachedQuery".equals(message.getRoutine());
  }
}
