package dev.countersign.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;

/// The only code that names Corretto's library, which may be absent: linking this class then fails.
final class Corretto {
  private Corretto() {}

  static Provider provider() {
    Throwable error = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
    if (error != null) throw new IllegalStateException("native library: " + error, error);
    return AmazonCorrettoCryptoProvider.INSTANCE;
  }
}
