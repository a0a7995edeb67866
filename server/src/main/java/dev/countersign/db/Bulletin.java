package dev.countersign.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears what other nodes tell through PostgreSQL (LISTEN), on a connection of its own. What is told
/// while that is cut is not heard.
final class Bulletin implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);
  private static final String CHANNEL = "countersign";
  private static final String LISTEN = "LISTEN " + CHANNEL;
  private static final String TELL = "SELECT pg_notify('" + CHANNEL + "', ?)";
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Readers.Source source;
  private final Consumer<News> ear;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Line line;

  private Bulletin(Readers.Source source, Consumer<News> ear) {
    this.source = source;
    this.ear = ear;
    this.thread = Thread.ofPlatform().name("countersign-bulletin").daemon().unstarted(this::hear);
  }

  static Bulletin open(Readers.Source source, Consumer<News> ear) {
    var bulletin = new Bulletin(source, ear);
    bulletin.thread.start();
    return bulletin;
  }

  /// In the transaction of the change, so that it is told with the commit and not without.
  static void tell(Line writing, News news) throws SQLException {
    writing.run(TELL, PreparedStatement::execute, news.text());
  }

  @Override
  public void close() {
    closed = true;
    hangUp();
    thread.interrupt();
  }

  private void hear() {
    while (!closed) {
      try {
        listen();
      } catch (SQLException e) {
        if (!closed) LOG.info("other nodes are looked after, not heard: {}", e.getMessage());
      } finally {
        hangUp();
      }
      pause();
    }
  }

  /// Until the connection breaks.
  private void listen() throws SQLException {
    Line open = source.open();
    line = open;
    open.execute(LISTEN);
    Connection connection = open.connection();
    PGConnection heard = connection.unwrap(PGConnection.class);
    while (!closed) {
      PGNotification[] notes = heard.getNotifications(Math.toIntExact(SILENCE.toMillis()));
      if (notes == null || notes.length == 0) {
        if (!open.answers()) throw new SQLException("the connection was silent");
      } else {
        for (PGNotification note : notes) News.parse(note.getParameter()).ifPresent(ear);
      }
    }
  }

  private void pause() {
    try {
      if (!closed) Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      // It is being closed.
    }
  }

  private void hangUp() {
    Line open = line;
    line = null;
    if (open != null) open.close();
  }
}
