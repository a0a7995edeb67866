package dev.countersign.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Secrets;
import dev.countersign.crypto.Base64Url;
import dev.countersign.crypto.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What stands for a browser's key in cookie mode, where clients sign nothing: a random value that the
/// browser keeps and no script reads. Only its digest is stored.
record DeviceCookie(String value) {
  /// As long as browsers keep any cookie (RFC 6265bis §5.6.1). Each sign-in begins it anew.
  static final Duration LIFE = Duration.ofDays(400);

  private static final int BYTES = 32;
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

  static DeviceCookie fresh(Secrets secrets) {
    return new DeviceCookie(Base64Url.encode(secrets.bytes(BYTES)));
  }

  static Optional<DeviceCookie> read(Optional<String> sent) {
    return sent.filter(value -> VALUE.matcher(value).matches()).map(DeviceCookie::new);
  }

  String digest() {
    return Sha256.hex(value.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "DeviceCookie";
  }
}
