package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.ChildServer;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Of three nodes under load one is killed: the others go on, and nothing that any of them
/// acknowledged is lost.
class NodeKillTest {
  private static final int CLIENTS = 9;

  private record SignedIn(String token, String verification) {}

  private final ConcurrentLinkedQueue<SignedIn> alive = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> revoked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger afterTheKill = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private volatile boolean killed;

  @Test
  void losesNothingAndTheOthersGoOn() throws Exception {
    try (var first = new ChildServer(Stores.POSTGRESQL);
        var second = first.another();
        var third = first.another()) {
      var nodes = List.of(first, second, third);
      String code = first.testCode();
      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int n = 0; n < CLIENTS; n++) {
          int client = n;
          clients.execute(() -> load(nodes.get(client % 3), client, code));
        }
        await(() -> alive.size() >= 45 && revoked.size() >= 15);
        third.kill();
        killed = true;
        await(() -> afterTheKill.get() >= 30);
        running.set(false);
      }

      assertThat(afterTheKill).hasValueGreaterThanOrEqualTo(30);
      assertThat(errors).as("errors of the nodes that were not killed").hasValue(0);
      for (SignedIn one : alive) {
        assertThat(second.session(one.token)).isEqualTo(204);
        assertThat(first.answer(one.verification, code).status()).isEqualTo(422);
      }
      for (String token : revoked) assertThat(first.session(token)).isEqualTo(401);

      third.startAgain();

      for (String token : revoked) assertThat(third.session(token)).isEqualTo(401);
      for (SignedIn one : alive) assertThat(third.session(one.token)).isEqualTo(204);
    }
  }

  private void load(ChildServer node, int client, String code) {
    for (int i = 0; running.get(); i++) {
      try {
        String address = "n" + client + "i" + (i % 5) + "+dynamic_test@example.org";
        String verification = node.create(address);
        Reply reply = node.answer(verification, code);
        if (reply.status() >= 500) errors.incrementAndGet();
        if (reply.status() != 200) continue;
        if (killed) afterTheKill.incrementAndGet();
        var signedIn = new SignedIn(reply.text("minifiedJwt"), verification);
        if (i % 3 != 2) alive.add(signedIn);
        else if (node.client("POST", "/revoke", null, signedIn.token).status() == 204) {
          revoked.add(signedIn.token);
        }
      } catch (IOException | InterruptedException _) {
        // Only of the node that is killed.
        if (client % 3 != 2) errors.incrementAndGet();
        return;
      }
    }
  }

  private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
    for (int i = 0; i < 600 && !done.getAsBoolean(); i++) Thread.sleep(Duration.ofMillis(50));
  }
}
