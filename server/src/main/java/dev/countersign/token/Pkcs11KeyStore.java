package dev.countersign.token;

import dev.countersign.base.StartRefused;
import dev.countersign.crypto.RsaKeys;
import dev.countersign.crypto.RsaPublicJwk;
import dev.countersign.crypto.SelfSignedCertificate;
import dev.countersign.crypto.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Private keys made in a token (PKCS #11, by the JDK's SunPKCS11) that never lets them out. Each is
/// named by its environment and `kid`; the name is all that the database has.
public final class Pkcs11KeyStore implements SigningKeyStore {
  static final String NAME = "pkcs11";
  private static final int BITS = 2048;

  private final Provider provider;
  private final char[] pin;

  /// Made, and not yet used.
  private final Queue<KeyPair> ready = new ConcurrentLinkedQueue<>();

  /// What the token held when it was last looked at. Guarded by this.
  private KeyStore held;

  private Pkcs11KeyStore(Provider provider, char[] pin, KeyStore held) {
    this.provider = provider;
    this.pin = pin;
    this.held = held;
  }

  /// Logs in to the token, or refuses the start and tells what is in the way.
  public static Pkcs11KeyStore open(Pkcs11Settings settings) {
    char[] pin = pin(settings.pinFile());
    try {
      Provider provider =
          Security.getProvider("SunPKCS11").configure(settings.configuration().toString());
      return new Pkcs11KeyStore(provider, pin, load(provider, pin));
    } catch (InvalidParameterException
        | ProviderException
        | IOException
        | GeneralSecurityException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new StartRefused("COUNTERSIGN_PKCS11_PIN_FILE: the token refuses this PIN.");
      }
      throw new StartRefused(
          "COUNTERSIGN_PKCS11_CONFIG: the token cannot be opened: " + reason(e) + ".");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  /// A token may take seconds for a key: no transaction is held open for that.
  @Override
  public void prepare(int keys) {
    try {
      while (ready.size() < keys) ready.add(generate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the token makes no key", e);
    }
  }

  @Override
  public Made make(UUID environmentId) {
    try {
      KeyPair prepared = ready.poll();
      KeyPair pair = prepared == null ? generate() : prepared;
      PrivateKey privateKey = pair.getPrivate();
      RSAPublicKey publicKey = RsaKeys.publicKey(pair.getPublic().getEncoded());
      String kid = RsaPublicJwk.thumbprint(publicKey);
      String alias = alias(environmentId, kid);
      put(alias, privateKey, certificate(kid, publicKey, signer(privateKey)));
      return new Made(kid, publicKey, alias.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the token makes no key", e);
    }
  }

  @Override
  public Signer open(UUID environmentId, String kid, byte[] reference) {
    String alias = alias(environmentId, kid);
    if (!alias.equals(new String(reference, StandardCharsets.US_ASCII))) {
      throw new IllegalStateException("the reference is to another key");
    }
    try {
      PrivateKey key = find(alias);
      if (key == null) throw new IllegalStateException("the token has no key " + alias);
      return signer(key);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the token does not give its key " + alias, e);
    }
  }

  @Override
  public synchronized void destroy(UUID environmentId, String kid, byte[] reference) {
    try {
      held = load(provider, pin);
      held.deleteEntry(alias(environmentId, kid));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the token does not destroy its key " + kid, e);
    }
  }

  /// Lives for this session only: without an entry the token forgets it.
  private KeyPair generate() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA", provider);
    generator.initialize(BITS);
    KeyPair pair = generator.generateKeyPair();
    if (pair.getPrivate().getEncoded() != null) {
      throw new IllegalStateException("the token lets private keys out: see its configuration");
    }
    return pair;
  }

  private synchronized void put(String alias, PrivateKey key, Certificate certificate)
      throws GeneralSecurityException {
    held.setKeyEntry(alias, key, null, new Certificate[] {certificate});
  }

  /// Another node may have made it meanwhile.
  private synchronized @Nullable PrivateKey find(String alias)
      throws IOException, GeneralSecurityException {
    if (!held.containsAlias(alias)) held = load(provider, pin);
    return (PrivateKey) held.getKey(alias, null);
  }

  private Signer signer(PrivateKey key) {
    return input -> {
      try {
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the token does not sign", e);
      }
    };
  }

  private static Certificate certificate(String kid, RSAPublicKey key, Signer signer)
      throws GeneralSecurityException {
    byte[] der = SelfSignedCertificate.der(kid, key, signer);
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der));
  }

  private static KeyStore load(Provider provider, char[] pin)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, pin);
    return store;
  }

  private static char[] pin(Path file) {
    try {
      return Files.readString(file).strip().toCharArray();
    } catch (IOException e) {
      throw new StartRefused("COUNTERSIGN_PKCS11_PIN_FILE: " + file + " cannot be read.");
    }
  }

  /// The innermost message is the library's own.
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static String alias(UUID environmentId, String kid) {
    return environmentId + "/" + kid;
  }
}
