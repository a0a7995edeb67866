package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.environment.Environment;

/// What someone says a wallet signed: the message as read and as it was, the signature as posted,
/// the address in its canonical spelling.
public record Claim(
    Environment environment, Message message, String text, String signature, String address) {
  public byte[] bytes() {
    return text.getBytes(UTF_8);
  }
}
