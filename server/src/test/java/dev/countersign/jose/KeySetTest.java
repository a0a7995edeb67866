package dev.countersign.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import dev.countersign.support.TestClock;
import dev.countersign.support.TestIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against an issuer on this machine that answers, lags and falls silent.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KeySetTest {
  private static final Optional<String> KNOWN = Optional.of("rsa");
  private static final Optional<String> UNKNOWN = Optional.of("stranger");

  @AutoClose private final TestIssuer issuer = new TestIssuer();
  @AutoClose private final TestIssuer other = new TestIssuer();
  @AutoClose private final Outbound outbound = new Outbound(Reach.LOOPBACK_TOO);
  private final TestClock clock = new TestClock();
  private final KeySets sets = new KeySets(outbound, clock);

  @Test
  void fetchesOnceForAllWhoAskAtOnce() throws Exception {
    issuer.delayMillis = 200;
    Callable<Boolean> ask = () -> has(KNOWN);
    try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : many.invokeAll(Stream.generate(() -> ask).limit(50).toList())) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(issuer.fetches).hasValue(1);
  }

  @Test
  void looksUpAKidThatNobodyKnowsEveryThirtySecondsAtMost() throws Exception {
    assertThat(has(KNOWN)).isTrue();
    for (int second = 0; second < 30; second++) {
      assertThat(has(UNKNOWN)).isFalse();
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(issuer.fetches).hasValue(1);

    issuer.jwks = TestIssuer.set(TestIssuer.jwk("stranger", TestIssuer.P256));
    assertThat(has(UNKNOWN)).isTrue();
    assertThat(issuer.fetches).hasValue(2);
    assertThat(has(KNOWN)).isFalse();
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void servesAStaleSetForADayAndNoLonger() throws Exception {
    assertThat(has(KNOWN)).isTrue();
    issuer.status = 500;

    clock.pass(KeySet.FRESH.plus(KeySet.STALE).minusSeconds(1));
    assertThat(has(KNOWN)).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThatThrownBy(() -> has(KNOWN)).isInstanceOf(KeysUnavailable.class);
    issuer.status = 200;
    clock.pass(KeySet.PAUSE);
    assertThat(has(KNOWN)).isTrue();
  }

  @Test
  void renewsTheSetWhileTheOldOneServes() throws Exception {
    assertThat(has(KNOWN)).isTrue();
    clock.pass(KeySet.AHEAD);
    issuer.delayMillis = 1_000;
    long start = System.nanoTime();

    assertThat(has(KNOWN)).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    while (issuer.fetches.get() < 2) Thread.sleep(10);
  }

  @Test
  void keepsNobodyWaitingForAnotherIssuerAndAsksADeadOneRarely() throws Exception {
    issuer.delayMillis = 30_000;
    try (var one = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = one.submit(() -> has(KNOWN));
      while (issuer.fetches.get() == 0) Thread.sleep(5);
      long start = System.nanoTime();

      assertThat(sets.at(URI.create(other.jwksUrl()), KNOWN).find(KNOWN)).isPresent();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(waiting.isDone()).isFalse();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(KeysUnavailable.class);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++)
      assertThatThrownBy(() -> has(KNOWN)).hasMessage("no answer in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(issuer.fetches).hasValue(1);
  }

  @Test
  void takesNoRedirectNoOtherStatusAndNothingLong() {
    for (int status : List.of(301, 302, 307, 404, 500)) {
      issuer.status = status;
      issuer.location = other.jwksUrl();
      clock.pass(KeySet.FIRST_PAUSE);
      assertThatThrownBy(() -> has(KNOWN)).hasMessage("status " + issuer.status);
    }
    assertThat(other.fetches).hasValue(0);
    issuer.status = 200;
    issuer.jwks = issuer.jwks.strip() + " ".repeat(64 * 1024);
    clock.pass(KeySet.FIRST_PAUSE);
    assertThatThrownBy(() -> has(KNOWN)).isInstanceOf(KeysUnavailable.class);
  }

  @Test
  void callsNoPrivateAddressWhereItMayNot() {
    try (var strict = new Outbound(Reach.PUBLIC)) {
      var guarded = new KeySets(strict, clock);
      assertThatThrownBy(() -> guarded.at(URI.create(issuer.jwksUrl()), KNOWN))
          .hasMessage("a private address");
    }
    assertThat(issuer.fetches).hasValue(0);
  }

  private boolean has(Optional<String> kid) throws KeysUnavailable {
    return sets.at(URI.create(issuer.jwksUrl()), kid).find(kid).isPresent();
  }
}
