package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.environment.Environment;
import java.util.Optional;

/// What someone says a wallet signed: the message as read and as it was, the signature as posted,
/// the address in its canonical spelling. `network` is the client's word, for chains whose message
/// does not name it.
public record Claim(
    Environment environment,
    Message message,
    String text,
    String signature,
    String address,
    Optional<String> network) {
  public byte[] bytes() {
    return text.getBytes(UTF_8);
  }
}
