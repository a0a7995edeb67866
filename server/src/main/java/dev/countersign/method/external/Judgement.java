package dev.countersign.method.external;

import dev.countersign.crypto.CryptoProvider;
import dev.countersign.environment.ExternalAuth;
import dev.countersign.environment.ExternalAuth.Issuer;
import dev.countersign.jose.ForeignAlgorithm;
import dev.countersign.jose.ForeignJwt;
import dev.countersign.jose.ForeignKey;
import dev.countersign.jose.ForeignKeys;
import dev.countersign.jose.KeySets;
import dev.countersign.jose.KeysUnavailable;
import dev.countersign.jose.Unreadable;
import dev.countersign.method.external.Fault.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every check of one token against an environment's issuers, each made though another has failed.
/// A sign-in and the operator's checker are judged here alike.
final class Judgement {
  private final List<Fault> faults = new ArrayList<>();
  private final KeySets keySets;
  private final CryptoProvider provider;
  private @Nullable ForeignJwt token;
  private @Nullable Issuer issuer;

  Judgement(KeySets keySets, CryptoProvider provider) {
    this.keySets = keySets;
    this.provider = provider;
  }

  Judgement of(ExternalAuth trusted, String compact, Duration longest, Instant now) {
    if (trusted.issuers().isEmpty()) fault(Check.SETTINGS, "no issuer is set with its keys");
    try {
      ForeignJwt read = ForeignJwt.read(compact);
      token = read;
      read.headerFault().ifPresent(text -> fault(Check.HEADER, text));
      claims(read, trusted, longest, now);
    } catch (Unreadable malformed) {
      fault(Check.MALFORMED, String.valueOf(malformed.getMessage()));
    }
    return this;
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  void fault(Check check, String text) {
    faults.add(new Fault(check, text));
  }

  /// Only of a token without a fault, or with more to be checked of it.
  TokenClaims claims(Instant now) {
    if (token == null) throw new IllegalStateException("no token was read");
    return new TokenClaims(token.claims(), now, this::fault);
  }

  boolean read() {
    return token != null;
  }

  Issuer issuer() {
    if (issuer == null) throw new IllegalStateException("no issuer was found");
    return issuer;
  }

  private void claims(ForeignJwt read, ExternalAuth trusted, Duration longest, Instant now) {
    var claims = new TokenClaims(read.claims(), now, this::fault);
    claims.issuer(trusted.issuers());
    // One that names nobody is held against the first, so that its other faults are told too.
    Optional<Issuer> found =
        claims
            .text("iss")
            .flatMap(trusted::issuer)
            .or(() -> trusted.issuers().stream().findFirst());
    algorithm(read).ifPresent(wanted -> found.ifPresent(one -> signature(read, one, wanted)));
    found.ifPresent(claims::audience);
    claims.subject();
    claims.expiry(longest);
    claims.beginning();
    issuer = found.orElse(null);
  }

  private Optional<ForeignAlgorithm> algorithm(ForeignJwt read) {
    Optional<ForeignAlgorithm> algorithm = read.algorithm();
    if (algorithm.isEmpty()) {
      fault(Check.ALGORITHM, "expected RS, PS or ES with 256, 384 or 512, or EdDSA");
    }
    return algorithm;
  }

  private void signature(ForeignJwt read, Issuer by, ForeignAlgorithm wanted) {
    Optional<ForeignKey> key;
    try {
      key = keys(by, read.kid()).find(read.kid());
    } catch (KeysUnavailable unavailable) {
      fault(Check.JWKS, String.valueOf(unavailable.getMessage()));
      return;
    }
    if (key.isEmpty()) {
      fault(Check.KEY, "no key that verifies has the \"kid\" of the token");
    } else if (!key.get().makes(wanted)) {
      fault(Check.ALGORITHM, "the issuer's key is not one for " + wanted.wireName());
    } else if (!key.get().signed(read, provider)) {
      fault(Check.SIGNATURE, "does not verify with the issuer's key");
    }
  }

  private ForeignKeys keys(Issuer by, Optional<String> kid) throws KeysUnavailable {
    if (by.publicKeys().isPresent()) return ForeignKeys.parse(by.publicKeys().get());
    return keySets.at(by.jwksUrl().orElseThrow(), kid);
  }
}
