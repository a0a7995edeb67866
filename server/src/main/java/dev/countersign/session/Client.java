package dev.countersign.session;

import org.jspecify.annotations.Nullable;

/// What the caller's software told of itself. `sessionPublicKey` and `devicePublicKey` are compressed
/// P-256 points that were checked; `origin` is the site the tokens will be made out to.
public record Client(
    String origin,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    @Nullable String sdkVersion,
    @Nullable String sessionPublicKey,
    @Nullable String devicePublicKey) {

  /// The same client, on the site that its token was made out to.
  public Client forOrigin(String site) {
    return new Client(site, ipAddress, userAgent, sdkVersion, sessionPublicKey, devicePublicKey);
  }
}
