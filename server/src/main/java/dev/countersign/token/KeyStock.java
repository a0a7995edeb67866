package dev.countersign.token;

import dev.countersign.crypto.Rs256;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// RSA key pairs made ahead of need: making one takes some 80 ms, which no request should wait for.
public final class KeyStock implements AutoCloseable {
  private static final int SIZE = 4;
  private static final Duration REST = Duration.ofSeconds(2);

  private final Rs256 rs256;
  private final BlockingQueue<KeyPair> ready = new ArrayBlockingQueue<>(SIZE);
  private final Thread maker;

  public KeyStock(Rs256 rs256) {
    this.rs256 = rs256;
    this.maker = Thread.ofPlatform().daemon().name("key-stock").unstarted(this::fill);
  }

  public void start() {
    maker.start();
  }

  /// A key pair nobody has seen; made now when the stock is empty.
  KeyPair take() {
    KeyPair pair = ready.poll();
    return pair == null ? rs256.generate() : pair;
  }

  @Override
  public void close() {
    maker.interrupt();
  }

  private void fill() {
    try {
      // The first seconds belong to whoever waits for the start.
      Thread.sleep(REST);
      while (!Thread.currentThread().isInterrupted()) ready.put(rs256.generate());
    } catch (InterruptedException _) {
      // The server stops.
    }
  }
}
