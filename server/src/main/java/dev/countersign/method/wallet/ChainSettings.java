package dev.countersign.method.wallet;

import dev.countersign.environment.Environment;
import dev.countersign.environment.EnvironmentSettings.Networks;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What an environment says of a chain. Operators write it by any of its names: `evm`, `solana`,
/// `btc`.
public final class ChainSettings {
  private ChainSettings() {}

  /// Empty where the chain is off.
  public static Optional<Networks> networks(Environment environment, ChainName chain) {
    Map<String, Networks> chains = environment.settings().wallets().chains();
    return Stream.of(chain.wire(), chain.namespace(), chain.title())
        .map(name -> chains.get(name.toLowerCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /// Of each network that is on, in the order of the settings.
  public static Map<String, List<URI>> rpcUrls(Environment environment, ChainName chain) {
    return networks(environment, chain).map(Networks::rpcUrls).orElse(Map.of());
  }

  /// Whether the operator switched off wallets of that name. It is the client's word, with the chain
  /// behind it (`phantomsol`) or without: honest apps keep to it, and nobody else has to.
  public static boolean isDisabled(Environment environment, ChainName chain, String walletName) {
    String plain = plain(walletName, chain);
    return environment.settings().wallets().disabled().stream()
        .anyMatch(name -> plain(name, chain).equals(plain));
  }

  private static String plain(String walletName, ChainName chain) {
    String letters = walletName.replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT);
    String suffix = chain.wire().toLowerCase(Locale.ROOT);
    return letters.endsWith(suffix)
        ? letters.substring(0, letters.length() - suffix.length())
        : letters;
  }
}
