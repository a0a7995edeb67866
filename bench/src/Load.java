import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A closed loop: each of some clients sends its next request when its last was answered. The first
/// sixth of the time is not counted.
final class Load {
  /// One operation of one client; false when there is nothing left to do.
  interface Operation {
    boolean run(Connection connection, int client) throws IOException;
  }

  /// What was counted: `took` has the nanoseconds of each operation, sorted.
  record Count(Duration window, long[] took, Costs costs) {
    double perSecond() {
      return took.length / (window.toNanos() / 1e9);
    }

    double quantileMillis(double share) {
      return took.length == 0
          ? 0
          : took[(int) Math.min(took.length - 1, share * took.length)] / 1e6;
    }
  }

  private final int port;
  private final int clients;
  private final Meters meters;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile long countFrom = Long.MAX_VALUE;
  private volatile long end = Long.MAX_VALUE;

  Load(int port, int clients, Meters meters) {
    this.port = port;
    this.clients = clients;
    this.meters = meters;
  }

  /// Until the time is over or a client has nothing left to do.
  Count run(Duration time, Operation operation) throws IOException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) connections.add(new Connection(port));
      return run(time, operation, connections);
    } finally {
      for (Connection connection : connections) connection.close();
    }
  }

  private Count run(Duration time, Operation operation, List<Connection> connections) {
    long begin = System.nanoTime();
    long planned = begin + time.toNanos() + time.toNanos() / 5;
    end = planned;
    List<Client> running = new ArrayList<>();
    for (int i = 0; i < connections.size(); i++)
      running.add(new Client(operation, connections.get(i), i));
    running.forEach(client -> client.thread.start());
    sleepUntil(begin + time.toNanos() / 5);
    Costs before = meters.read();
    countFrom = System.nanoTime();
    sleepUntil(Math.min(end, planned));
    long last = Math.min(System.nanoTime(), Math.max(end, countFrom + 1));
    Costs costs = meters.read().since(before);
    running.forEach(client -> client.join(failure));
    if (failure.get() != null) throw new Stop("a client failed: " + failure.get());
    long[] took =
        running.stream()
            .flatMapToLong(client -> Arrays.stream(client.took, 0, client.count))
            .sorted()
            .toArray();
    return new Count(Duration.ofNanos(last - countFrom), took, costs);
  }

  private void sleepUntil(long moment) {
    // In short steps, since a client that has nothing left to do moves the end.
    while (System.nanoTime() < Math.min(moment, end)) Server.pause(Duration.ofMillis(5));
  }

  private final class Client {
    // A platform thread waits in the read itself; a virtual one would pay for a poller each time.
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
    private final Operation operation;
    private final Connection connection;
    private final int number;
    private long[] took = new long[4096];
    private int count;

    Client(Operation operation, Connection connection, int number) {
      this.operation = operation;
      this.connection = connection;
      this.number = number;
    }

    private void run() {
      try {
        for (long begin = System.nanoTime(); begin < end; ) {
          boolean more = operation.run(connection, number);
          long now = System.nanoTime();
          if (!more) end = Math.min(end, now);
          if (more && now >= countFrom && now <= end) add(now - begin);
          begin = now;
        }
      } catch (IOException | RuntimeException e) {
        failure.compareAndSet(null, e);
        end = System.nanoTime();
      }
    }

    private void add(long nanos) {
      if (count == took.length) took = Arrays.copyOf(took, 2 * count);
      took[count++] = nanos;
    }

    /// A server that does not answer any more fails the run instead of holding it.
    private void join(AtomicReference<Throwable> failure) {
      try {
        if (!thread.join(Duration.ofSeconds(30)))
          failure.compareAndSet(null, new Stop("no answer for 30 seconds"));
      } catch (InterruptedException e) {
        throw new Stop("interrupted");
      }
    }
  }
}
