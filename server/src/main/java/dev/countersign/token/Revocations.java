package dev.countersign.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.countersign.base.Json;
import dev.countersign.crypto.CompactJws;
import dev.countersign.crypto.Sha256;
import dev.countersign.db.Database;
import dev.countersign.db.News;
import dev.countersign.db.News.Topic;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.PublicUrl;
import dev.countersign.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/// What backends that verify offline must know: which sessions and keys were revoked though tokens
/// of theirs have not expired. A list for each environment, signed by its key, the same on every
/// node.
public final class Revocations implements AutoCloseable {
  /// Its own `typ`, so that it never passes for a token (RFC 8725 §3.11).
  private static final String TYP = "revocations+jwt";

  /// `iat` moves in such steps, so that a list that did not change stays the same bytes.
  private static final Duration STEP = Duration.ofMinutes(15);

  /// How long it may be relied on.
  private static final Duration LIFE = Duration.ofHours(1);

  /// Not made more often than this, however many sign out.
  private static final Duration FRESH = Duration.ofMillis(200);

  /// For a change that no news tells of.
  private static final Duration LOOK = Duration.ofMillis(700);

  private static final int WAITERS = 2000;

  private final Sessions sessions;
  private final SigningKeys keys;
  private final PublicUrl publicUrl;
  private final Clock clock;
  private final LoadingCache<UUID, Published> lists;
  private final Cache<UUID, Published> signed = Caffeine.newBuilder().maximumSize(10_000).build();
  private final Map<UUID, CompletableFuture<Void>> changes = new ConcurrentHashMap<>();
  private final Semaphore waiters = new Semaphore(WAITERS);
  private volatile boolean closed;

  /// The list as it is published, and its entity tag.
  @SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
  public record Published(byte[] body, String etag) {}

  public Revocations(
      Database database,
      Environments environments,
      Sessions sessions,
      SigningKeys keys,
      PublicUrl publicUrl,
      Clock clock) {
    this.sessions = sessions;
    this.keys = keys;
    this.publicUrl = publicUrl;
    this.clock = clock;
    this.lists =
        Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(10_000)
            .build(id -> made(environments.get(id)));
    database.onNews(this::wake);
  }

  public Published of(Environment environment) {
    return lists.get(environment.id());
  }

  /// As soon as it is another than that of `etag`, or as it is when `most` has passed.
  Published awaitOther(Environment environment, String etag, Duration most)
      throws InterruptedException {
    Published now = of(environment);
    if (!waiters.tryAcquire()) return now;
    try {
      long deadline = System.nanoTime() + most.toNanos();
      while (now.etag().equals(etag) && !closed) {
        var change = changes.computeIfAbsent(environment.id(), _ -> new CompletableFuture<>());
        long left = deadline - System.nanoTime();
        if (left <= 0) break;
        if (heard(change, Math.min(left, LOOK.toNanos()))) Thread.sleep(FRESH);
        now = of(environment);
      }
      return now;
    } finally {
      waiters.release();
    }
  }

  /// Whoever waits is let go.
  @Override
  public void close() {
    closed = true;
    changes.values().forEach(change -> change.complete(null));
  }

  private void wake(News news) {
    if (news.topic() == Topic.SETTINGS) return;
    var change = changes.remove(news.environmentId());
    if (change != null) change.complete(null);
  }

  private static boolean heard(CompletableFuture<Void> change, long nanos)
      throws InterruptedException {
    try {
      change.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Signed anew only when it says something else.
  private Published made(Environment environment) {
    SigningKey key = keys.current(environment);
    byte[] claims = Json.bytes(claims(environment));
    String etag =
        '"' + Sha256.base64Url((key.kid() + '.' + Sha256.hex(claims)).getBytes(US_ASCII)) + '"';
    Published last = signed.getIfPresent(environment.id());
    if (last != null && last.etag().equals(etag)) return last;
    String compact = CompactJws.signAny(CompactJws.header(key.kid(), TYP), claims, key.signer());
    var list = new Published(compact.getBytes(US_ASCII), etag);
    signed.put(environment.id(), list);
    return list;
  }

  private ObjectNode claims(Environment environment) {
    long step = STEP.toSeconds();
    Instant since =
        Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), step) * step);
    ObjectNode claims = Json.object();
    claims.put("iss", publicUrl.issuer(environment));
    claims.put("environment_id", environment.id().toString());
    claims.put("iat", since.getEpochSecond());
    claims.put("exp", since.plus(STEP).plus(LIFE).getEpochSecond());
    Sessions.Revoked revoked = sessions.revoked(environment);
    revoked.until().ifPresent(until -> claims.put("revoked_until", until.getEpochSecond()));
    claims.set("sessions", Json.tree(revoked.sessions().stream().map(UUID::toString).toList()));
    claims.set("keys", Json.tree(keys.revoked(environment)));
    return claims;
  }
}
