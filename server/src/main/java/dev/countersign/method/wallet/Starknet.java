package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.StarkHash;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Starknet: typed data (SNIP-12, revision 0) of the nonce, judged by the account: every account is
/// a contract, and no address is that of a key.
public record Starknet(StarknetAccounts accounts) implements Chain {
  private static final ChainName NAME = new ChainName("STARK", "starknet", "Starknet");

  /// As clients write it; longer hex is not of the field.
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,64}|[0-9]{1,76}");

  /// A name such as `SN_MAIN`, which networks write as the number of its letters.
  private static final Pattern NETWORK = Pattern.compile("[-_a-zA-Z0-9]{1,31}");

  /// Addresses end below 2^251 - 256, and the first two are the network's own.
  private static final BigInteger ADDRESSES =
      BigInteger.ONE.shiftLeft(251).subtract(BigInteger.valueOf(256));

  /// Of a passkey there are some seventy.
  private static final int MOST_NUMBERS = 512;

  private static final BigInteger PREFIX = letters("StarkNet Message");
  private static final BigInteger DOMAIN =
      type("StarkNetDomain(name:felt,chainId:felt,version:felt)");
  private static final BigInteger MESSAGE = type("Message(message:felt)");
  private static final BigInteger VERSION = letters("0.0.1");

  @Override
  public ChainName name() {
    return NAME;
  }

  /// In lower case, with all 64 digits.
  @Override
  public String canonical(String address) {
    if (!ADDRESS.matcher(address).matches()) throw Posted.notAnAddress("Starknet");
    BigInteger number = number(address);
    if (number.compareTo(BigInteger.TWO) < 0 || number.compareTo(ADDRESSES) >= 0) {
      throw Posted.notAnAddress("Starknet, out of range");
    }
    return "0x%064x".formatted(number);
  }

  @Override
  public Message read(String text) {
    return StarknetMessage.parse(text);
  }

  /// The message does not name the network: the client does, and what the account is shown is signed
  /// for that one.
  @Override
  public Verdict verify(Claim claim) {
    Optional<String> network = claim.network().flatMap(Starknet::network);
    if (network.isEmpty()) return Verdict.no("no network of Starknet is named");
    List<BigInteger> signature = signature(Posted.unwrapped(claim.signature()));
    BigInteger account = number(claim.address());
    BigInteger hash = hash((StarknetMessage) claim.message(), network.get(), account);
    return accounts.verify(claim.environment(), NAME, network.get(), account, hash, signature);
  }

  /// Hex or decimal numbers, between commas.
  private static List<BigInteger> signature(String text) {
    List<String> parts = List.of(text.split(",", MOST_NUMBERS + 1));
    if (parts.size() > MOST_NUMBERS) throw Posted.unreadable("many numbers");
    return parts.stream().map(Starknet::felt).toList();
  }

  private static BigInteger felt(String text) {
    if (!NUMBER.matcher(text).matches()) throw Posted.unreadable("not a number of Starknet");
    BigInteger number = number(text);
    if (number.compareTo(StarkHash.FIELD) >= 0) throw Posted.unreadable("not of the field");
    return number;
  }

  private static BigInteger number(String text) {
    return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
  }

  /// By its name, or by the number of its letters in hex.
  static Optional<String> network(String text) {
    return Optional.of(ADDRESS.matcher(text).matches() ? text(number(text)) : text)
        .filter(name -> NETWORK.matcher(name).matches());
  }

  private static String text(BigInteger letters) {
    return new String(letters.toByteArray(), US_ASCII);
  }

  /// SNIP-12, "Message hash", with Pedersen's.
  static BigInteger hash(StarknetMessage message, String network, BigInteger account) {
    var domain = List.of(DOMAIN, letters(cut(message.domain())), letters(network), VERSION);
    var content = List.of(MESSAGE, letters(cut(message.nonce())));
    return StarkHash.pedersen(
        List.of(PREFIX, StarkHash.pedersen(domain), account, StarkHash.pedersen(content)));
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), StarknetMessage.LONGEST));
  }

  private static BigInteger type(String encoded) {
    return StarkHash.keccak(encoded.getBytes(US_ASCII));
  }

  /// A text of at most 31 letters is the number of its bytes.
  private static BigInteger letters(String text) {
    return new BigInteger(1, text.getBytes(US_ASCII));
  }
}
