package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.base.Secrets;
import dev.countersign.crypto.Sha256;
import dev.countersign.db.Database;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.method.social.FlowRepository.Onward;
import dev.countersign.method.social.FlowRepository.Place;
import dev.countersign.method.social.FlowRepository.Taken;
import dev.countersign.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the ways that go through providers: begun by an app, opened in one browser, answered there,
/// and taken once, all within five minutes.
public final class Flows {
  public static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int CODE_LENGTH = 43;

  private final FlowRepository repository = new FlowRepository();
  private final Database database;
  private final Vault vault;
  private final Secrets secrets;
  private final Clock clock;

  public Flows(Database database, Vault vault, Secrets secrets, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Which flow: the state is the app's, and in its clear text known to nobody else.
  public record Key(Environment environment, String provider, String state) {
    private Place place() {
      return new Place(environment.id(), Sha256.hex(state.getBytes(UTF_8)), provider);
    }

    @Override
    public String toString() {
      return "flow of " + provider;
    }
  }

  /// Who began it: the site, and the person where one was signed in.
  public record Beginner(Optional<String> origin, Optional<UUID> userId) {}

  /// Where the browser goes next; `code` is ours, and empty if the provider said no.
  public record Onwards(Optional<String> returnTo, Optional<String> origin, Optional<String> code) {
    @Override
    public String toString() {
      return "Onwards";
    }
  }

  /// How far it is, for an app that cannot be told.
  public record Result(boolean completed, Optional<String> error) {}

  /// What there is to ask the provider with. `challenge` is the app's own (RFC 7636).
  public record Answered(Opening opening, ObjectNode answer, Optional<String> challenge) {}

  public void begin(Key key, Optional<String> returnTo, Beginner beginner) {
    Instant end = clock.instant().plus(LIFETIME);
    boolean begun =
        database.inTransaction(
            tx ->
                repository.begin(
                    tx,
                    key.place(),
                    returnTo.orElse(null),
                    beginner.origin().orElse(null),
                    beginner.userId().orElse(null),
                    end));
    if (!begun) throw refused("the state was used before");
  }

  /// Binds it to this browser.
  public Opening open(Key key, String browser, Optional<String> challenge) {
    var opening = Opening.fresh(key.state(), secrets);
    byte[] box = vault.seal(purpose(key, "opening"), Json.bytes(opening.document()));
    Instant now = clock.instant();
    boolean open =
        database.inTransaction(
            tx ->
                repository.open(
                    tx, key.place(), digest(browser), challenge.orElse(null), box, now));
    if (!open) throw refused("not begun, or opened in another browser");
    return opening;
  }

  /// What came back with this browser.
  ///
  /// @param unopened whether the provider's own script may have opened the flow, so that it is bound
  ///     to no browser
  public Onwards answer(
      Key key, Optional<String> browser, boolean unopened, Optional<ObjectNode> answer) {
    Optional<String> code = answer.map(_ -> secrets.alphanumeric(CODE_LENGTH));
    @Nullable String digest = code.map(Flows::digest).orElse(null);
    byte @Nullable [] box =
        answer.map(told -> vault.seal(purpose(key, "answer"), Json.bytes(told))).orElse(null);
    @Nullable String error = code.isPresent() ? null : "access_denied";
    Instant now = clock.instant();
    Onward onward =
        database
            .inTransaction(
                tx -> {
                  Optional<Onward> bound =
                      browser.flatMap(
                          own ->
                              repository.answer(
                                  tx, key.place(), digest(own), digest, box, error, now));
                  return bound.isPresent() || !unopened
                      ? bound
                      : repository.answerUnopened(tx, key.place(), digest, box, error, now);
                })
            .orElseThrow(() -> refused("not opened in this browser, or answered before"));
    return new Onwards(onward.returnTo(), onward.origin(), code);
  }

  /// Exactly once. It is spent before the provider is asked, so that a failure spends it too.
  public Answered take(Key key, String code, Beginner taker) {
    Instant now = clock.instant();
    Taken taken =
        database
            .inTransaction(
                tx ->
                    repository.take(
                        tx,
                        key.place(),
                        digest(code),
                        taker.userId().orElse(null),
                        taker.origin().orElse(null),
                        now))
            .orElseThrow(() -> refused("no answer with this code for this caller"));
    byte @Nullable [] box = taken.opening();
    Opening opening =
        box == null
            ? Opening.unbound(key.state())
            : Opening.of(key.state(), opened(key, "opening", box));
    return new Answered(opening, opened(key, "answer", taken.answer()), taken.challenge());
  }

  public Result result(Key key) {
    Instant now = clock.instant();
    return database
        .read(tx -> repository.result(tx, key.place(), now))
        .map(found -> new Result(found.answered() || found.error().isPresent(), found.error()))
        .orElseThrow(() -> refused("no such flow"));
  }

  /// Removes what nobody went on with; how many rows that were, at most `most`.
  public int sweep(Tx tx, Instant before, int most) {
    return repository.sweep(tx, before, most);
  }

  private ObjectNode opened(Key key, String part, byte[] box) {
    return (ObjectNode) Json.parse(vault.open(purpose(key, part), box));
  }

  private static String purpose(Key key, String part) {
    return "social-flow/" + key.environment().id() + "/" + key.place().stateDigest() + "/" + part;
  }

  private static String digest(String secret) {
    return Sha256.hex(secret.getBytes(UTF_8));
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_VERIFICATION, what);
  }
}
