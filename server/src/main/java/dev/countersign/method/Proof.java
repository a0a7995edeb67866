package dev.countersign.method;

import dev.countersign.base.Json;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Proven;
import java.util.List;

/// What was proven, and how (`amr`, RFC 8176).
public record Proof(Proven proven, List<String> amr) {
  public Proof {
    amr = List.copyOf(amr);
  }

  /// Of a credential that there is nothing more to say of.
  public static Proof of(Credential credential, List<String> amr) {
    return new Proof(new Proven(credential, credential.identifier(), Json.object()), amr);
  }
}
