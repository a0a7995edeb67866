package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Ed25519PublicKey;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.crypto.Sha3;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Aptos: a wallet wraps the message (AIP-62) and signs the whole, so the whole is posted, with the
/// key: `{"fullMessage", "signature", "publicKey"}`, the latter two in hex. The address is the digest
/// of the key; accounts whose key was rotated on the ledger count as their first one.
public record Aptos(CryptoProvider provider, Secp256k1 curve) implements Chain {
  private static final ChainName NAME = new ChainName("APTOS", "aptos", "Aptos");
  private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-fA-F]{1,64})");
  private static final Pattern BEFORE =
      Pattern.compile("APTOS\n(?:address: (.*)\n)?(?:application: .*\n)?(?:chainId: [0-9]+\n)?");
  private static final Pattern AFTER = Pattern.compile("\nnonce: .*");

  /// The last byte of what an address is the digest of (AIP-55): one Ed25519 key, or one key of any
  /// kind, which then says its kind and length.
  private static final byte[] ONE_ED25519 = {0};

  private static final byte[] ONE_KEY = {2};
  private static final byte[] ED25519_OF_ANY = {0, 32};
  private static final byte[] SECP256K1_OF_ANY = {1, 65};

  @Override
  public ChainName name() {
    return NAME;
  }

  /// The long form of AIP-40, which is the short one with its zeros.
  @Override
  public String canonical(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) throw Posted.notAnAddress("Aptos");
    String digits = matcher.group(1).toLowerCase(Locale.ROOT);
    return "0x" + "0".repeat(64 - digits.length()) + digits;
  }

  @Override
  public Verdict verify(Claim claim) {
    ObjectNode posted = Posted.object(Posted.unwrapped(claim.signature()));
    String whole = Posted.text(posted, "fullMessage");
    byte[] signature = Posted.hex(Posted.text(posted, "signature"));
    byte[] key = Posted.hex(Posted.text(posted, "publicKey"));
    if (!wraps(whole, claim)) return Verdict.no("the whole is not of this message");
    byte[] signed = whole.getBytes(UTF_8);
    return switch (key.length) {
      case Ed25519PublicKey.LENGTH ->
          Verdict.keyIf(
              ed25519Addresses(key).contains(claim.address())
                  && new Ed25519PublicKey(key).verify(provider, signed, signature));
      case 65 ->
          Verdict.keyIf(
              address(SECP256K1_OF_ANY, key, ONE_KEY).equals(claim.address())
                  && curve.verify(key, Sha3.of(signed), signature));
      default -> throw Posted.unsupported("a key of Aptos that is neither Ed25519 nor secp256k1");
    };
  }

  /// Exactly this message, once, between lines of the wallet's own.
  private boolean wraps(String whole, Claim claim) {
    Matcher before = BEFORE.matcher(whole);
    if (!before.lookingAt()) return false;
    String address = before.group(1);
    if (address != null && !canonical(address).equals(claim.address())) return false;
    String rest = whole.substring(before.end());
    String message = "message: " + claim.text();
    return rest.startsWith(message) && AFTER.matcher(rest.substring(message.length())).matches();
  }

  private static List<String> ed25519Addresses(byte[] key) {
    return List.of(address(key, ONE_ED25519), address(ED25519_OF_ANY, key, ONE_KEY));
  }

  private static String address(byte[]... parts) {
    return "0x" + HexFormat.of().formatHex(Sha3.of(Bytes.join(parts)));
  }
}
