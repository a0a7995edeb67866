package dev.countersign.method.wallet;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A sign-in message (EIP-4361, CAIP-122), the same for every chain but for the chain's title and
/// address. `scheme` stands before the domain or is absent.
public record SignInMessage(
    Optional<String> scheme,
    String domain,
    String address,
    Optional<String> statement,
    URI uri,
    Optional<String> chainId,
    String nonce,
    Instant issuedAt,
    Optional<Instant> expirationTime,
    Optional<Instant> notBefore,
    Optional<String> requestId,
    List<String> resources)
    implements Message {
  public SignInMessage {
    resources = List.copyOf(resources);
  }

  /// Refuses what has not exactly one reading; `title` is the chain's ("Ethereum").
  public static SignInMessage parse(String text, String title) {
    return new SignInMessageParser(text, title).parse();
  }
}
