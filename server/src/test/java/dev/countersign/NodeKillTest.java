package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.support.ChildServer;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
      String code = testAccount(first);
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
        assertThat(session(second, one.token)).isEqualTo(204);
        assertThat(answer(first, one.verification, code).status()).isEqualTo(422);
      }
      for (String token : revoked) assertThat(session(first, token)).isEqualTo(401);

      third.startAgain();

      for (String token : revoked) assertThat(session(third, token)).isEqualTo(401);
      for (SignedIn one : alive) assertThat(session(third, one.token)).isEqualTo(204);
    }
  }

  private void load(ChildServer node, int client, String code) {
    for (int i = 0; running.get(); i++) {
      try {
        String address = "n" + client + "i" + (i % 5) + "+dynamic_test@example.org";
        Reply asked = post(node, "/emailVerifications/create", Map.of("email", address));
        String verification = asked.text("verificationUUID");
        Reply reply = answer(node, verification, code);
        if (reply.status() >= 500) errors.incrementAndGet();
        if (reply.status() != 200) continue;
        if (killed) afterTheKill.incrementAndGet();
        var signedIn = new SignedIn(reply.text("minifiedJwt"), verification);
        if (i % 3 != 2) alive.add(signedIn);
        else if (send(node, "POST", "/revoke", bearer(signedIn.token)).status() == 204) {
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

  private static String testAccount(ChildServer node) throws Exception {
    String path = "/api/v0/environments/" + node.sandbox() + "/test/account";
    return node.send("POST", path, new byte[0], bearer(node.adminToken())).text("code");
  }

  private static Reply answer(ChildServer node, String verification, String code)
      throws IOException, InterruptedException {
    var body = Map.of("verificationUUID", verification, "verificationToken", code);
    return post(node, "/emailVerifications/signin", body);
  }

  private static int session(ChildServer node, String token) throws Exception {
    return send(node, "GET", "/session", bearer(token)).status();
  }

  private static Reply post(ChildServer node, String path, Object body)
      throws IOException, InterruptedException {
    String whole = "/api/v0/sdk/" + node.sandbox() + path;
    return node.send("POST", whole, Json.bytes(body), Map.of());
  }

  private static Reply send(
      ChildServer node, String method, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return node.send(method, "/api/v0/sdk/" + node.sandbox() + path, new byte[0], headers);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
