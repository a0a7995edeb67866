package dev.countersign.method;

import dev.countersign.base.Json;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Proven;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was proven, and how (`amr`, RFC 8176). `further` is what the same evidence proves besides;
/// `until` is when it ends, which no session that it opens may outlive.
public record Proof(
    Proven proven, List<String> amr, List<Credential> further, Optional<Instant> until) {
  public Proof {
    amr = List.copyOf(amr);
    further = List.copyOf(further);
  }

  public Proof(Proven proven, List<String> amr) {
    this(proven, amr, List.of(), Optional.empty());
  }

  /// Of a credential that there is nothing more to say of.
  public static Proof of(Credential credential, List<String> amr) {
    return new Proof(new Proven(credential, credential.identifier(), Json.object()), amr);
  }
}
