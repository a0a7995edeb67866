package dev.countersign.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the caller's software told of itself. `sessionPublicKey` and `devicePublicKey` are compressed
/// P-256 points that were checked; `deviceCookie` is the digest of the cookie that stands for a device
/// without a key; `origin` is the site the tokens will be made out to.
public record Client(
    String origin,
    @Nullable String ipAddress,
    @Nullable String userAgent,
    @Nullable String sdkVersion,
    @Nullable String sessionPublicKey,
    @Nullable String devicePublicKey,
    @Nullable String deviceCookie) {

  /// The same client, on the site that its token was made out to.
  public Client forOrigin(String site) {
    return new Client(
        site, ipAddress, userAgent, sdkVersion, sessionPublicKey, devicePublicKey, deviceCookie);
  }

  /// What proves which device this is: its key, which cannot leave it, before a cookie.
  public Optional<String> device() {
    return Optional.ofNullable(devicePublicKey).or(() -> Optional.ofNullable(deviceCookie));
  }
}
