package dev.countersign.method.wallet;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.environment.AllowedOrigins;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Kind;
import dev.countersign.environment.Origin;
import dev.countersign.environment.SettingsDocument;
import dev.countersign.outbound.Outbound;
import dev.countersign.outbound.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Signatures that each chain's own library made (`e2e/vectors`), and the house that judges them.
final class Vectors {
  static final Instant ISSUED_AT = Instant.parse("2026-01-01T00:00:00Z");
  static final String NONCE = "0123456789abcdefghijklmnopqrstuv";
  static final Environment ENVIRONMENT =
      environment(Kind.LIVE, List.of(new Origin("https://app.example.org")));
  static final List<String> FILES =
      List.of(
          "evm",
          "solana",
          "bitcoin",
          "cosmos",
          "sui",
          "aptos",
          "tron",
          "stellar",
          "algorand",
          "ton");

  /// With native libraries and without.
  static final List<Wallets> HOUSES =
      List.of(
          house(CryptoProvider.load(), Secp256k1.load()),
          house(CryptoProvider.jdk(), Secp256k1.pure()));

  /// One post, and what must come of it: `key`, or a refusal's code.
  record Vector(String file, String name, WalletInput input, String other, String expect) {
    boolean proven() {
      return expect.equals("key");
    }

    /// Some wallets sign no text: then the nonce, which is used once, is all that is bound.
    boolean signsTheNonceAlone() {
      return name.contains("nonce alone");
    }

    @Override
    public String toString() {
      return file + ": " + name;
    }
  }

  private Vectors() {}

  static Stream<Vector> all() {
    return FILES.stream().flatMap(Vectors::of);
  }

  static Stream<Vector> proven() {
    return all().filter(Vector::proven);
  }

  static Stream<Vector> of(String file) {
    ObjectNode read = resource(file + ".json");
    return read.get("vectors").valueStream().map(vector -> vector(file, read, vector));
  }

  /// What became of a post: `key`, or the refusal's code.
  static String outcome(Wallets house, WalletInput input) {
    return outcome(() -> house.prove(house.read(ENVIRONMENT, input)));
  }

  static String outcome(Supplier<ProvenWallet> proof) {
    try {
      ProvenWallet proven = proof.get();
      return proven.network().isPresent() ? "contract" : "key";
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }

  /// With all that proves a wallet switched on.
  static Environment environment(Kind kind, List<Origin> origins) {
    var memo = Json.object("{\"security\":{\"auth\":{\"solanaMemoSignIn\":true}}}");
    return environment(kind, origins, new SettingsDocument(memo, Set.of()));
  }

  static Environment environment(Kind kind, List<Origin> origins, SettingsDocument settings) {
    return new Environment(
        UUID.fromString("0198c2a0-7e5b-7c4d-9a51-2f6f3f0d1c2b"),
        new UUID(0, 1),
        kind,
        settings.settings(),
        settings,
        new AllowedOrigins(origins, kind),
        Set.of(),
        List.of(),
        ISSUED_AT,
        ISSUED_AT);
  }

  static ObjectNode resource(String name) {
    try (InputStream file = Vectors.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
      return Json.object(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without any RPC URL: keys prove themselves, contracts cannot.
  static Chains chains(CryptoProvider provider, Secp256k1 curve) {
    return Chains.all(provider, curve, new Outbound(Reach.PUBLIC), (_, _) -> Map.of());
  }

  private static Wallets house(CryptoProvider provider, Secp256k1 curve) {
    Clock clock = Clock.fixed(ISSUED_AT.plusSeconds(30), ZoneOffset.UTC);
    return new Wallets(chains(provider, curve), MessageRules.STANDARD, clock);
  }

  private static Vector vector(String file, ObjectNode read, JsonNode vector) {
    JsonNode chain = vector.has("chain") ? vector.get("chain") : read.get("chain");
    return new Vector(
        file,
        vector.get("name").stringValue(),
        new WalletInput(
            chain.stringValue(),
            vector.get("address").stringValue(),
            vector.get("message").stringValue(),
            vector.get("signature").stringValue(),
            vector.path("network").stringValueOpt()),
        vector.has("other") ? vector.get("other").stringValue() : read.get("other").stringValue(),
        vector.get("expect").stringValue());
  }
}
