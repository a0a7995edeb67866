package dev.countersign.method.wallet;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.AllowedOrigins;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Origin;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// What a message must say, here and now, to be worth the check of its signature. Each line stands
/// alone: none is checked only where another is present.
final class MessageChecks {
  private final MessageRules rules;
  private final Clock clock;

  MessageChecks(MessageRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  void check(Environment environment, Chain chain, Message message, String canonicalAddress) {
    switch (message) {
      case SignInMessage signIn -> check(environment, chain, signIn, canonicalAddress);
      case StarknetMessage starknet -> check(environment, starknet);
    }
  }

  private void check(
      Environment environment, Chain chain, SignInMessage message, String canonicalAddress) {
    if (!Wallets.canonical(chain, message.address()).equals(canonicalAddress)) {
      throw wrong("another address than the one posted");
    }
    if (!message.requestId().equals(Optional.of(environment.id().toString()))) {
      throw wrong("the request id is not this environment");
    }
    checkOrigin(environment, message);
    checkTimes(message);
  }

  /// The site is the one that its URI leads to, and it is on the environment's list or our own.
  void checkOrigin(Environment environment, SignInMessage message) {
    URI uri = message.uri();
    if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw wrong("the URI has no scheme and host, or a user");
    }
    if (!message.domain().equals(uri.getRawAuthority())) throw wrong("domain and URI differ");
    if (message.scheme().isPresent() && !message.scheme().get().equals(uri.getScheme())) {
      throw wrong("scheme and URI differ");
    }
    String origin = uri.getScheme() + "://" + uri.getRawAuthority();
    boolean own = rules.own().filter(origin::equals).isPresent();
    if (!own && !environment.origins().allow(origin)) throw notAllowed();
  }

  void checkTimes(SignInMessage message) {
    Instant now = clock.instant();
    // As old as allowed is still good; one moment older is not.
    if (message.issuedAt().isBefore(now.minus(rules.oldest()))) throw expired("issued long ago");
    if (message.issuedAt().isAfter(now.plus(rules.ahead()))) throw expired("issued in the future");
    // At its expiration time a message is expired; at its Not Before it is valid.
    if (message.expirationTime().filter(end -> !now.isBefore(end)).isPresent()) {
      throw expired("expired");
    }
    if (message.notBefore().filter(now::isBefore).isPresent()) throw expired("not valid yet");
  }

  /// Its domain may come cut to 31 characters, and says no more of the site than that. It has no
  /// times and no environment either: the nonce, which is of this environment, stands in for them.
  private static void check(Environment environment, StarknetMessage message) {
    AllowedOrigins origins = environment.origins();
    String domain = message.domain();
    boolean cut = domain.length() == StarknetMessage.LONGEST;
    boolean allowed =
        origins.allow("https://" + domain)
            || origins.allow("http://" + domain)
            || (cut && origins.origins().stream().anyMatch(origin -> beginsWith(origin, domain)));
    if (!allowed) throw notAllowed();
  }

  private static boolean beginsWith(Origin origin, String domain) {
    String value = origin.value();
    return value.substring(value.indexOf("://") + 3).startsWith(domain);
  }

  private static Refusal notAllowed() {
    return new Refusal(Problem.ORIGIN_NOT_ALLOWED, "the message's domain is not on the list");
  }

  private static Refusal wrong(String what) {
    return new Refusal(Problem.INVALID_SIGN_IN_MESSAGE, "message: " + what);
  }

  private static Refusal expired(String what) {
    return new Refusal(Problem.SIGN_IN_MESSAGE_EXPIRED, "message: " + what);
  }
}
