package dev.countersign.signin;

import dev.countersign.credential.Credential;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.LinkedCredential;
import dev.countersign.credential.Owner;
import dev.countersign.db.Tx;
import dev.countersign.delivery.Message;
import dev.countersign.delivery.Outbox;
import dev.countersign.device.Approvals;
import dev.countersign.device.DeviceName;
import dev.countersign.environment.AllowedOrigins;
import dev.countersign.environment.DeepLinks;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.PublicUrl;
import dev.countersign.limit.Limit;
import dev.countersign.limit.Limits;
import dev.countersign.session.Session;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Mails a person the link that approves the device they sign in on. It leads to a page or an app that
/// the operator named: whoever gets the token first must not be the one who asked for it.
public final class ApprovalLinks {
  /// The name under which the clients look for the token in the address of their page.
  private static final String PARAMETER = "deviceRegistrationToken";

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Approvals approvals;
  private final DeepLinks deepLinks;
  private final Outbox outbox;
  private final Limits limits;
  private final PublicUrl publicUrl;

  public ApprovalLinks(
      Approvals approvals, DeepLinks deepLinks, Outbox outbox, Limits limits, PublicUrl publicUrl) {
    this.approvals = approvals;
    this.deepLinks = deepLinks;
    this.outbox = outbox;
    this.limits = limits;
    this.publicUrl = publicUrl;
  }

  /// Where a person can be written to: at the address that they signed in with, else at the one that
  /// their profile shows, else at any that they have proven.
  static Optional<EmailAddress> address(Owner owner) {
    var proven = Stream.of(owner.proven()).flatMap(ApprovalLinks::addresses);
    var all = owner.credentials().stream().flatMap(ApprovalLinks::addresses).toList();
    var shown = all.stream().filter(one -> one.value().equals(owner.user().profile().email()));
    return Stream.of(proven, shown, all.stream()).flatMap(each -> each).findFirst();
  }

  /// False where none was sent: no device proved itself, no mail leaves here, the person had too many,
  /// or there is nowhere to lead to.
  boolean send(Tx tx, Visitor visitor, Owner owner, Session session, Instant now) {
    Environment environment = visitor.environment();
    Optional<String> device = session.device();
    Optional<EmailAddress> to = address(owner);
    if (device.isEmpty() || to.isEmpty() || !outbox.reaches(environment)) return false;
    Optional<String> page = page(tx, visitor);
    if (page.isEmpty()) return false;
    String person = owner.userId().toString();
    if (limits.exceeds(tx, environment, Limit.DEVICE_LINKS_PER_USER, person, now)) return false;
    String token = approvals.open(tx, environment, session, device.get(), now);
    String link = page.get() + "?" + PARAMETER + "=" + token;
    String name = DeviceName.of(session.userAgent());
    outbox.queue(
        tx, environment, Message.deviceApproval(to.get().value(), name, link, Approvals.LIFE));
    return true;
  }

  /// The page that the sign-in came from; an app, where it came from none; else the first page on the
  /// list. A sandbox without a list may lead to this machine, and to this server.
  private Optional<String> page(Tx tx, Visitor visitor) {
    Environment environment = visitor.environment();
    AllowedOrigins allowed = environment.origins();
    String from = visitor.client().origin();
    boolean unlisted = environment.kind() == Kind.SANDBOX && allowed.origins().isEmpty();
    if (allowed.lists(from) || (unlisted && onThisMachine(from))) return Optional.of(from + "/");
    Optional<String> app =
        from.equals(publicUrl.origin()) ? deepLinks.first(tx, environment) : Optional.empty();
    return app.or(() -> allowed.first().map(origin -> origin + "/"))
        .or(() -> unlisted ? Optional.of(publicUrl.origin() + "/") : Optional.empty());
  }

  private static boolean onThisMachine(String origin) {
    try {
      return THIS_MACHINE.contains(Objects.requireNonNullElse(URI.create(origin).getHost(), ""));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Stream<EmailAddress> addresses(LinkedCredential linked) {
    return linked.credential() instanceof Credential.Email(var address)
        ? Stream.of(address)
        : Stream.empty();
  }
}
