package dev.countersign.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/// RSA keys read from their DER form; weak, odd-shaped and half-fitting ones are refused.
public final class RsaKeys {
  private static final int LEAST_BITS = 2048;
  // Larger ones only cost whoever verifies with them.
  private static final int MOST_BITS = 8192;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
  private static final int MOST_EXPONENT_BITS = 32;

  private RsaKeys() {}

  public static RSAPublicKey publicKey(byte[] spki) {
    return publicKey(CryptoProvider.jdk(), spki);
  }

  public static RSAPublicKey publicKey(CryptoProvider provider, byte[] spki) {
    try {
      KeyFactory factory = factory(provider);
      var read = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(spki));
      requireStrong(read.getModulus(), read.getPublicExponent());
      var key = new RSAPublicKeySpec(read.getModulus(), read.getPublicExponent());
      return exactly(spki, (RSAPublicKey) factory.generatePublic(key));
    } catch (GeneralSecurityException | ClassCastException _) {
      throw new MalformedInput("public key: not RSA in SubjectPublicKeyInfo");
    }
  }

  public static RSAPrivateCrtKey privateKey(byte[] pkcs8) {
    return privateKey(CryptoProvider.jdk(), pkcs8);
  }

  /// Keys for signing are read with the provider that signs: see `Rs256.sign`.
  public static RSAPrivateCrtKey privateKey(CryptoProvider provider, byte[] pkcs8) {
    try {
      KeyFactory factory = factory(provider);
      var read = (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      requireStrong(read.getModulus(), read.getPublicExponent());
      requireWhole(read);
      return exactly(pkcs8, (RSAPrivateCrtKey) factory.generatePrivate(numbers(read)));
    } catch (GeneralSecurityException | ClassCastException _) {
      throw new MalformedInput("private key: not RSA in PKCS #8");
    }
  }

  private static KeyFactory factory(CryptoProvider provider) {
    try {
      return KeyFactory.getInstance("RSA", provider.rsa());
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException(absent);
    }
  }

  /// A key is made anew from its numbers and must read as it came: providers overlook trailing
  /// bytes and odd parameters, and one key shall have one spelling.
  private static <K extends Key> K exactly(byte[] der, K key) {
    if (!Arrays.equals(key.getEncoded(), der)) throw new MalformedInput("key: not canonical DER");
    return key;
  }

  private static RSAPrivateCrtKeySpec numbers(RSAPrivateCrtKey key) {
    return new RSAPrivateCrtKeySpec(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrimeP(),
        key.getPrimeQ(),
        key.getPrimeExponentP(),
        key.getPrimeExponentQ(),
        key.getCrtCoefficient());
  }

  /// The parts must belong together: one signature with a wrong prime gives the other away.
  private static void requireWhole(RSAPrivateCrtKey key) {
    BigInteger p = key.getPrimeP();
    BigInteger q = key.getPrimeQ();
    BigInteger d = key.getPrivateExponent();
    boolean whole =
        p.signum() > 0
            && q.signum() > 0
            && p.multiply(q).equals(key.getModulus())
            && inverse(key.getPublicExponent(), d, p)
            && inverse(key.getPublicExponent(), d, q)
            && d.mod(p.subtract(BigInteger.ONE)).equals(key.getPrimeExponentP())
            && d.mod(q.subtract(BigInteger.ONE)).equals(key.getPrimeExponentQ())
            && q.multiply(key.getCrtCoefficient()).mod(p).equals(BigInteger.ONE);
    if (!whole) throw new MalformedInput("private key: its parts do not fit");
  }

  private static boolean inverse(BigInteger e, BigInteger d, BigInteger prime) {
    BigInteger order = prime.subtract(BigInteger.ONE);
    return order.signum() > 0 && e.multiply(d).mod(order).equals(BigInteger.ONE);
  }

  private static void requireStrong(BigInteger modulus, BigInteger exponent) {
    int bits = modulus.bitLength();
    if (modulus.signum() < 0 || bits < LEAST_BITS || bits > MOST_BITS || !modulus.testBit(0)) {
      throw new MalformedInput("key: modulus is even or not of 2048 to 8192 bits");
    }
    if (exponent.compareTo(LEAST_EXPONENT) < 0
        || exponent.bitLength() > MOST_EXPONENT_BITS
        || !exponent.testBit(0)) {
      throw new MalformedInput("key: exponent is even or not of 65537 to 2^32");
    }
  }
}
