package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.ChildServer;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A server that is killed under load has lost nothing that it acknowledged.
class CrashTest {
  private static final int CLIENTS = 8;

  /// A sign-in that was answered 200.
  private record SignedIn(String token, String verification) {}

  private final ConcurrentLinkedQueue<SignedIn> alive = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<SignedIn> revoked = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean running = new AtomicBoolean(true);

  @ParameterizedTest
  @EnumSource(Stores.class)
  void losesNothingThatWasAcknowledgedWhenItIsKilled(Stores store) throws Exception {
    try (var server = new ChildServer(store)) {
      String code = server.testCode();

      try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
        IntStream.range(0, CLIENTS).forEach(n -> clients.execute(() -> load(server, n, code)));
        for (int i = 0; i < 200 && (alive.size() < 60 || revoked.size() < 20); i++) {
          Thread.sleep(Duration.ofMillis(50));
        }
        server.kill();
        running.set(false);
      }
      server.startAgain();

      assertThat(alive).hasSizeGreaterThan(20);
      assertThat(revoked).hasSizeGreaterThan(5);
      for (SignedIn one : alive) {
        assertThat(server.session(one.token)).isEqualTo(204);
        assertThat(server.answer(one.verification, code).code())
            .isEqualTo("invalid_email_verification");
      }
      for (SignedIn one : revoked) assertThat(server.session(one.token)).isEqualTo(401);
    }
  }

  /// Signs in and, every third time, out again. Only what was answered counts.
  private void load(ChildServer server, int client, String code) {
    for (int i = 0; running.get(); i++) {
      try {
        String address = "c" + client + "n" + (i % 5) + "+dynamic_test@example.org";
        String verification = server.create(address);
        Reply reply = server.answer(verification, code);
        if (reply.status() != 200) continue;
        var signedIn = new SignedIn(reply.text("minifiedJwt"), verification);
        if (i % 3 != 2) {
          alive.add(signedIn);
        } else if (server.client("POST", "/revoke", null, signedIn.token).status() == 204) {
          revoked.add(signedIn);
        }
      } catch (IOException | InterruptedException _) {
        return;
      }
    }
  }
}
