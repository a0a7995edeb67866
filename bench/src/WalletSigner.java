import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Base58;
import dev.countersign.crypto.Keccak256;
import dev.countersign.crypto.Secp256k1;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.util.BigIntegers;

/// A process of its own that signs as wallets do: it has the server's class path, and so the curves.
/// Each line it reads is a chain, the number of a wallet and a nonce; each line it writes is the body
/// of a sign-in.
final class WalletSigner {
  private static final ECDomainParameters CURVE =
      new ECDomainParameters(SECNamedCurves.getByName("secp256k1"));

  private final Secp256k1 curve = Secp256k1.load();
  private final String environment;
  private final String host;

  private WalletSigner(String environment, String host) {
    this.environment = environment;
    this.host = host;
  }

  public static void main(String[] arguments) throws IOException {
    var signer = new WalletSigner(arguments[0], arguments[1]);
    var requests = new BufferedReader(new InputStreamReader(System.in));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] fields = line.split("\t");
      System.out.println(signer.body(fields[0], fields[1], fields[2]));
    }
  }

  private String body(String chain, String number, String nonce) {
    byte[] seed = seed(chain + number);
    boolean evm = chain.equals("EVM");
    String address = evm ? ethereum(seed) : solana(seed);
    String message = message(evm ? "Ethereum" : "Solana", address, nonce);
    String signature = evm ? ethereum(seed, message) : solana(seed, message);
    return """
        {"chain":"%s","publicWalletAddress":"%s","messageToSign":"%s","signedMessage":"%s",\
        "walletName":"bench","walletProvider":"browserExtension","additionalWalletAddresses":[]}"""
        .formatted(chain, address, message.replace("\n", "\\n"), signature);
  }

  private String message(String chain, String address, String nonce) {
    return """
        %1$s wants you to sign in with your %2$s account:
        %3$s

        Sign in to be measured.

        URI: http://%1$s/
        Version: 1
        Chain ID: 1
        Nonce: %4$s
        Issued At: %5$s
        Request ID: %6$s"""
        .formatted(host, chain, address, nonce, Instant.now(), environment);
  }

  private static String solana(byte[] seed) {
    return Base58.encode(new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
  }

  private static String solana(byte[] seed, String message) {
    byte[] bytes = message.getBytes(UTF_8);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    new Ed25519PrivateKeyParameters(seed)
        .sign(Ed25519.Algorithm.Ed25519, null, bytes, 0, bytes.length, signature, 0);
    return Base64.getEncoder().encodeToString(signature);
  }

  private static byte[] point(byte[] seed) {
    return CURVE.getG().multiply(new BigInteger(1, seed)).getEncoded(false);
  }

  private static String ethereum(byte[] seed) {
    byte[] point = point(seed);
    byte[] hash = Keccak256.of(Arrays.copyOfRange(point, 1, point.length));
    return "0x" + HexFormat.of().formatHex(hash, 12, 32);
  }

  /// `personal_sign` (EIP-191, version 0x45): r‖s‖v with the lower s.
  private String ethereum(byte[] seed, String message) {
    byte[] bytes = message.getBytes(UTF_8);
    byte[] prefix = ("\u0019Ethereum Signed Message:\n" + bytes.length).getBytes(UTF_8);
    byte[] hash = Keccak256.of(prefix, bytes);
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, seed), CURVE));
    BigInteger[] parts = signer.generateSignature(hash);
    BigInteger s = parts[1].min(CURVE.getN().subtract(parts[1]));
    byte[] signature = new byte[64];
    BigIntegers.asUnsignedByteArray(parts[0], signature, 0, 32);
    BigIntegers.asUnsignedByteArray(s, signature, 32, 32);
    boolean even = curve.recover(hash, signature, 0).filter(key -> Arrays.equals(key, point(seed))).isPresent();
    return "0x" + HexFormat.of().formatHex(signature) + (even ? "1b" : "1c");
  }

  private static byte[] seed(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
