package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestPostgres;
import dev.countersign.support.TestServer;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three nodes on one PostgreSQL behave as one, whichever of them is asked.
class NodesTest {
  private static final String ADA = "ada@example.org";

  /// What is promised is a second; a busy machine that runs tests is given some more.
  private static final Duration A_SECOND = Duration.ofMillis(1800);

  private final List<TestServer> nodes = new ArrayList<>();
  private final UUID sandbox;

  NodesTest() {
    nodes.add(new TestServer(Stores.POSTGRESQL));
    nodes.add(nodes.getFirst().another());
    nodes.add(nodes.getFirst().another());
    sandbox = nodes.getFirst().sandbox();
  }

  @AfterEach
  void stop() {
    nodes.forEach(TestServer::close);
  }

  @Test
  void giveACodeFiveTriesInAll() {
    String verification = node(0).create(sandbox, ADA);
    String code = node(1).code(sandbox, ADA);
    String wrong = code.equals("000000") ? "000001" : "000000";

    for (int i = 0; i < 5; i++) {
      assertThat(node(i).answer(sandbox, verification, wrong).status()).isEqualTo(422);
    }

    for (TestServer node : nodes) {
      assertThat(node.answer(sandbox, verification, code).code())
          .isEqualTo("too_many_email_verification_attempts");
    }
    assertThat(node(0).count("session")).isZero();
  }

  @Test
  void takeACodeOnceThoughAllAreAskedAtOnce() throws Exception {
    String verification = node(0).create(sandbox, ADA);
    String code = node(0).code(sandbox, ADA);

    List<Reply> replies = atOnce(30, n -> node(n).answer(sandbox, verification, code));

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(node(0).count("session")).isEqualTo(1);
  }

  @Test
  void refuseASessionThatAnyOfThemRevoked() {
    String token = node(0).token(sandbox, ADA);
    for (TestServer node : nodes) assertThat(session(node, token)).isEqualTo(204);

    node(1).as(token, sandbox, "POST", "/revoke");

    for (TestServer node : nodes) {
      assertThat(session(node, token)).isEqualTo(401);
      assertThat(node.as(token, sandbox, "POST", "/refresh").status()).isEqualTo(401);
    }
  }

  @Test
  void rotateATokenOnceThoughAllAreAskedAtOnce() throws Exception {
    String token = node(0).token(sandbox, ADA);
    node(0).clock.pass(Duration.ofMinutes(5));

    List<Reply> replies = atOnce(30, n -> node(n).as(token, sandbox, "POST", "/refresh"));

    assertThat(replies).allMatch(reply -> reply.status() == 200);
    long generation = node(0).store().read(tx -> tx.count("SELECT generation FROM session"));
    assertThat(generation).isEqualTo(1);
  }

  @Test
  void seeEachOthersSettingsWithinASecond() {
    assertThat(locked(node(2))).isFalse();

    lock(node(0), true);

    within(A_SECOND, () -> locked(node(0)) && locked(node(1)) && locked(node(2)));
    lock(node(1), false);
    within(A_SECOND, () -> !locked(node(0)) && !locked(node(1)) && !locked(node(2)));
  }

  @Test
  void seeThemAlsoWhileNothingIsHeard() throws Exception {
    var running = new AtomicBoolean(true);
    // The connection that listens is ended as often as it comes back.
    var cutting =
        CompletableFuture.runAsync(
            () -> {
              while (running.get()) {
                TestPostgres.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE query = 'LISTEN countersign'");
              }
            });
    try {
      Thread.sleep(100);
      locked(node(2));

      lock(node(0), true);

      within(A_SECOND, () -> locked(node(1)) && locked(node(2)));
    } finally {
      running.set(false);
      cutting.join();
    }
  }

  @Test
  void signWithTheSameKeysAndRevokeThemTogether() throws Exception {
    String first = node(0).token(sandbox, ADA);
    // Of codes that two nodes send to one address in one moment none is the newest.
    String other = node(1).token(sandbox, "grace@example.org");
    assertThat(kid(other)).isEqualTo(kid(first));

    node(2).admin("POST", "/environments/" + sandbox + "/keys/revoke", null);

    within(A_SECOND, () -> nodes.stream().noneMatch(node -> publishes(node, kid(first))));
    for (TestServer node : nodes) assertThat(session(node, first)).isEqualTo(401);
    String later = node(0).token(sandbox, "later@example.org");
    for (TestServer node : nodes) assertThat(session(node, later)).isEqualTo(204);
  }

  @Test
  void tellWhoWaitsAtAnyOfThemOfARevocation() throws Exception {
    String token = node(0).token(sandbox, ADA);
    String path = "/.well-known/revocations";
    String etag = node(2).client(sandbox, "GET", path, null).header("ETag").orElseThrow();
    var headers = Map.of("If-None-Match", etag, "Prefer", "wait=20");
    var waiting =
        CompletableFuture.supplyAsync(
            () -> {
              Reply reply = node(2).client(sandbox, "GET", path, null, headers);
              return Map.entry(reply.status(), System.nanoTime());
            });
    Thread.sleep(400);

    long revoked = System.nanoTime();
    node(1).as(token, sandbox, "POST", "/revoke");

    assertThat(waiting.join().getKey()).isEqualTo(200);
    assertThat(waiting.join().getValue() - revoked).isLessThan(A_SECOND.toNanos());
  }

  @Test
  void startAtOnceOnAnEmptyDatabase() throws Exception {
    // What several replicas do that are rolled out together.
    var fresh = Stores.POSTGRESQL.place();
    List<Boolean> started =
        atOnce(
            3,
            _ -> {
              try (var database = fresh.get()) {
                return database.alive();
              }
            });

    assertThat(started).containsOnly(true);
  }

  private TestServer node(int n) {
    return nodes.get(n % nodes.size());
  }

  private void lock(TestServer node, boolean locked) {
    var settings = Map.of("security", Map.of("environmentLocked", locked));
    assertThat(node.admin("PUT", "/environments/" + sandbox, settings).status()).isEqualTo(200);
  }

  private boolean locked(TestServer node) {
    return node.client(sandbox, "GET", "/settings", null).status() == 403;
  }

  private boolean publishes(TestServer node, String kid) {
    return node.client(sandbox, "GET", "/.well-known/jwks", null).toString().contains(kid);
  }

  private int session(TestServer node, String token) {
    return node.as(token, sandbox, "GET", "/session").status();
  }

  private static String kid(String token) {
    try {
      return SignedJWT.parse(token).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void within(Duration time, BooleanSupplier holds) {
    long deadline = System.nanoTime() + time.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("too late").isLessThan(deadline);
    }
  }

  @FunctionalInterface
  private interface Numbered<T> {
    T call(int n) throws Exception;
  }

  private static <T> List<T> atOnce(int calls, Numbered<T> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> all =
          IntStream.range(0, calls).<Callable<T>>mapToObj(n -> () -> call.call(n)).toList();
      var results = new ArrayList<T>();
      for (Future<T> result : threads.invokeAll(all)) results.add(result.get());
      return results;
    }
  }
}
