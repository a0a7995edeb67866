package dev.countersign.method.social;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.Provider;
import java.util.Optional;

/// A provider as an environment has set it up. `redirectUrl` is where its browsers come back to.
public record Setup(Provider configured, String redirectUrl, Optional<String> secret) {
  public String clientId() {
    return required("clientId");
  }

  String requiredSecret() {
    return secret.orElseThrow(() -> incomplete("clientSecret"));
  }

  String required(String member) {
    return text(member).orElseThrow(() -> incomplete(member));
  }

  Optional<String> text(String member) {
    return configured.text(member);
  }

  private Refusal incomplete(String member) {
    return new Refusal(
        Problem.PROVIDER_NOT_AVAILABLE, configured.name() + " is set up without " + member);
  }

  /// Never the secret.
  @Override
  public String toString() {
    return configured.name();
  }
}
