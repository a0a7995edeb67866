package dev.countersign.method.wallet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Bytes;
import dev.countersign.environment.Environment;
import dev.countersign.outbound.Outbound;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// The primary name of an Ethereum address in ENS, where the environment asks for names and has an
/// RPC URL of Ethereum's main network. The name leads back to the address, or there is none
/// (ENSIP-3, ENSIP-23). It adorns: no sign-in fails for want of it.
public final class EnsNames {
  private static final String MAIN_NETWORK = "1";
  private static final CreationCode LOOKUP = new CreationCode("NameLookup");
  private static final int WORD = 32;

  /// The part of ENSIP-15 that needs no table. A name in other signs may look like somebody else's,
  /// and none is better than that.
  private static final Pattern PLAIN =
      Pattern.compile("(?=.{3,255}$)(_*(?!..--)[a-z0-9-]+\\.)+[a-z0-9-]+");

  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private record Key(UUID environmentId, String address) {}

  private final Rpc rpc;
  private final RpcUrls urls;
  private final Cache<Key, Optional<String>> names =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  /// Environments whose network did not answer, so that not every sign-in waits for it in vain.
  private final Cache<UUID, Boolean> resting =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REST).build();

  public EnsNames(Outbound outbound, RpcUrls urls) {
    this.rpc = new Rpc(outbound);
    this.urls = urls;
  }

  /// The name, if there is one that can be shown.
  ///
  /// @param address canonical
  public Optional<String> of(Environment environment, ChainName chain, String address) {
    boolean asked = environment.settings().wallets().names() && chain.equals(Evm.ETHEREUM);
    if (!asked) return Optional.empty();
    List<URI> endpoints = urls.of(environment, chain).getOrDefault(MAIN_NETWORK, List.of());
    if (endpoints.isEmpty()) return Optional.empty();
    var key = new Key(environment.id(), address);
    Optional<String> known = names.getIfPresent(key);
    if (known != null) return known;
    if (resting.getIfPresent(environment.id()) != null) return Optional.empty();
    try {
      Optional<String> name = lookUp(endpoints, address);
      names.put(key, name);
      return name;
    } catch (Refusal _) {
      resting.put(environment.id(), true);
      return Optional.empty();
    }
  }

  private Optional<String> lookUp(List<URI> endpoints, String address) {
    byte[] account = HexFormat.of().parseHex(address, 2, address.length());
    byte[] word = Bytes.join(new byte[WORD - account.length], account);
    return rpc.ask(endpoints, "eth_call", LOOKUP.call(word), EnsNames::answer);
  }

  /// Empty for what is no answer of that network; within, the name if there is one.
  private static Optional<Optional<String>> answer(JsonNode result) {
    String hex = result.isString() ? result.stringValue() : "";
    if (!hex.matches("0x([0-9a-f]{64}){1,66}")) return Optional.empty();
    byte[] words = HexFormat.of().parseHex(hex, 2, hex.length());
    if (!number(words, 0).toString().equals(MAIN_NETWORK)) return Optional.empty();
    byte[] returned = Arrays.copyOfRange(words, WORD, words.length);
    return Optional.of(string(returned).filter(name -> PLAIN.matcher(name).matches()));
  }

  /// The first value of what a contract returned: where it begins, there its length, then itself.
  private static Optional<String> string(byte[] returned) {
    if (returned.length < WORD) return Optional.empty();
    BigInteger at = number(returned, 0);
    if (at.compareTo(BigInteger.valueOf(returned.length - WORD)) > 0) return Optional.empty();
    int begin = at.intValue() + WORD;
    BigInteger length = number(returned, at.intValue());
    if (length.compareTo(BigInteger.valueOf(returned.length - begin)) > 0) return Optional.empty();
    return Optional.of(new String(returned, begin, length.intValue(), StandardCharsets.US_ASCII));
  }

  private static BigInteger number(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, WORD);
  }
}
