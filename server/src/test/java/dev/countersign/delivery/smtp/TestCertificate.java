package dev.countersign.delivery.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.support.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A certificate made for one test run, for one host name; only who is handed it trusts it.
public final class TestCertificate {
  static final String PASSWORD = "changeit";

  private final Path file;
  private final KeyStore store;

  private TestCertificate(String host) {
    this.file = TestFolders.fresh().resolve("mail.p12");
    this.store = made(host);
  }

  public static TestCertificate of(String host) {
    return new TestCertificate(host);
  }

  Path file() {
    return file;
  }

  /// Trusts this certificate and no other.
  SSLSocketFactory trusting() {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Shows this certificate.
  SSLSocketFactory showing() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore made(String host) {
    try {
      keytool(host);
      KeyStore loaded = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(file)) {
        loaded.load(in, PASSWORD.toCharArray());
      }
      return loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String host) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + host,
            "-ext",
            "san=dns:" + host,
            "-validity",
            "2",
            "-alias",
            "mail",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(told);
  }
}
