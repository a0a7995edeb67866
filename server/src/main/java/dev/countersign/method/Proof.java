package dev.countersign.method;

import dev.countersign.credential.Credential;
import java.util.List;

/// What was proven, and how (`amr`, RFC 8176).
public record Proof(Credential credential, List<String> amr) {
  public Proof {
    amr = List.copyOf(amr);
  }
}
