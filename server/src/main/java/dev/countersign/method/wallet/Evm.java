package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Keccak256;
import dev.countersign.crypto.Secp256k1;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Ethereum and its like: `personal_sign` (EIP-191, version 0x45) of the message, by a key or by a
/// smart account.
public record Evm(ChainName name, Secp256k1 curve, ContractAccounts accounts) implements Chain {
  static final ChainName ETHEREUM = new ChainName("EVM", "eip155", "Ethereum");
  static final ChainName TEMPO = new ChainName("TEMPO", "tempo", "Tempo");

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  static final int SIGNATURE = 65;
  private static final byte[] PREFIX = "\u0019Ethereum Signed Message:\n".getBytes(US_ASCII);

  /// With the check sum of EIP-55, which an address in one case does not carry.
  @Override
  public String canonical(String address) {
    if (!ADDRESS.matcher(address).matches()) throw Posted.notAnAddress("EVM");
    String checked = checked(HexFormat.of().parseHex(address, 2, 42));
    String digits = address.substring(2);
    boolean oneCase =
        digits.equals(digits.toLowerCase(Locale.ROOT))
            || digits.equals(digits.toUpperCase(Locale.ROOT));
    if (!oneCase && !address.equals(checked)) throw Posted.notAnAddress("EVM, EIP-55 check sum");
    return checked;
  }

  /// A key's signature proves its own address without asking anyone, also where code was lent to
  /// that address (EIP-7702): the key can take it back. Everything else, of whatever length, is for
  /// the account to judge.
  @Override
  public Verdict verify(Claim claim) {
    byte[] signature = Posted.prefixedHex(Posted.unwrapped(claim.signature()));
    byte[] hash = messageHash(PREFIX, claim.bytes());
    Optional<String> signer = signer(curve, hash, signature).map(Evm::checked);
    if (signer.equals(Optional.of(claim.address()))) return new Verdict.Key();
    return accounts.verify(
        claim.environment(), name, network(claim.message()), claim.address(), hash, signature);
  }

  private static String network(Message message) {
    return message instanceof SignInMessage signIn ? signIn.chainId().orElse("") : "";
  }

  /// The address of the key whose r‖s‖v this is. Some hardware wallets write v as 0 or 1.
  static Optional<byte[]> signer(Secp256k1 curve, byte[] hash, byte[] signature) {
    if (signature.length != SIGNATURE) return Optional.empty();
    int v = signature[64] & 0xff;
    int recovery = v >= 27 ? v - 27 : v;
    if (recovery > 1) return Optional.empty();
    return curve.recover(hash, Arrays.copyOf(signature, 64), recovery).map(Evm::addressOf);
  }

  /// Keccak-256 of prefix, length in decimal, message (EIP-191; TIP-191 likewise).
  static byte[] messageHash(byte[] prefix, byte[] message) {
    byte[] length = Integer.toString(message.length).getBytes(US_ASCII);
    return Keccak256.of(prefix, length, message);
  }

  /// The last 20 bytes of the key's digest (Yellow Paper, appendix F).
  private static byte[] addressOf(byte[] key) {
    return Arrays.copyOfRange(Keccak256.of(Arrays.copyOfRange(key, 1, 65)), 12, 32);
  }

  private static String checked(byte[] address) {
    String digits = HexFormat.of().formatHex(address);
    byte[] digest = Keccak256.of(digits.getBytes(US_ASCII));
    StringBuilder checked = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      int nibble = (digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 15;
      char digit = digits.charAt(i);
      checked.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
    }
    return checked.toString();
  }
}
