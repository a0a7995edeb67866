package dev.countersign.db;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// The embedded store: one SQLite file with a write-ahead log, one writer, a few readers.
final class Sqlite implements Store {
  private static final int READERS = 4;

  private final DataFolder folder;
  private final Path file;
  private final SQLiteDataSource writing;
  private final Readers readers;

  Sqlite(DataFolder folder, int maximumPages) {
    this.folder = folder;
    this.file = folder.file(DataFolder.STORE);
    this.writing = source(file, writing(maximumPages));
    SQLiteDataSource reading = source(file, reading());
    this.readers = new Readers(() -> open(reading), READERS);
  }

  @Override
  public String kind() {
    return "sqlite";
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public int writers() {
    return 1;
  }

  @Override
  public int most() {
    return 64;
  }

  @Override
  public Line openWriter() throws SQLException {
    Line line = open(writing);
    // Heard by macOS alone, where "on disk" otherwise means in the disk's cache.
    line.execute("PRAGMA fullfsync = 1");
    return line;
  }

  @Override
  public Readers readers() {
    return readers;
  }

  @Override
  public void begin(Line line) throws SQLException {
    line.execute("BEGIN IMMEDIATE");
  }

  @Override
  public void commit(Line line) throws SQLException {
    line.execute("COMMIT");
  }

  @Override
  public void rollback(Line line) throws SQLException {
    line.execute("ROLLBACK");
  }

  /// Everything but a constraint may have made SQLite undo the whole transaction by itself.
  @Override
  public Failure failure(SQLException e) {
    if (!(e instanceof SQLiteException known)) return Failure.DEFECT;
    return switch (known.getResultCode()) {
      case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY -> Failure.DUPLICATE;
      default ->
          switch (SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)) {
            case SQLITE_BUSY,
                SQLITE_LOCKED,
                SQLITE_NOMEM,
                SQLITE_READONLY,
                SQLITE_INTERRUPT,
                SQLITE_IOERR,
                SQLITE_CORRUPT,
                SQLITE_FULL,
                SQLITE_CANTOPEN,
                SQLITE_PROTOCOL,
                SQLITE_NOTADB ->
                Failure.OUTAGE;
            default -> Failure.DEFECT;
          };
    };
  }

  @Override
  public DataSource migrating() {
    return writing;
  }

  @Override
  public Map<String, String> words() {
    return Map.of("bytes", "BLOB", "concurrently", "");
  }

  @Override
  public void close() {
    readers.close();
    folder.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /// The driver believes in an open transaction for good, and so adds none of its own around
  /// statements: BEGIN and COMMIT are ours, and between them SQLite is in autocommit.
  static Line open(SQLiteDataSource source) throws SQLException {
    Line line = new Line(source.getConnection());
    try {
      line.connection().setAutoCommit(false);
      line.execute("COMMIT");
      return line;
    } catch (SQLException e) {
      line.close();
      throw e;
    }
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static SQLiteConfig writing(int maximumPages) {
    SQLiteConfig config = common();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setJournalSizeLimit(16 << 20);
    config.setCacheSize(-16_384);
    if (maximumPages > 0) config.setMaxPageCount(maximumPages);
    return config;
  }

  private static SQLiteConfig reading() {
    SQLiteConfig config = common();
    config.setReadOnly(true);
    config.setCacheSize(-1024);
    return config;
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    config.setBusyTimeout(5_000);
    config.enforceForeignKeys(true);
    // Nobody asks for them, and the driver would after each statement.
    config.setGetGeneratedKeys(false);
    // Never a file: rows would lie in the system's temporary folder.
    config.setTempStore(TempStore.MEMORY);
    return config;
  }
}
