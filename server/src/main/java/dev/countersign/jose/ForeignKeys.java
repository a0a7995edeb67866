package dev.countersign.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The public keys of an issuer: a JWK set (RFC 7517 §5), or one key in PEM (RFC 7468) that stands
/// for every `kid`.
public final class ForeignKeys {
  private static final int LONGEST = 64 * 1024;

  private final List<ForeignKey> keys;

  private ForeignKeys(List<ForeignKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// A set or a key, as it is published or written down.
  ///
  /// @throws Unreadable for what is no set, holds a secret, names a `kid` twice, or has no key
  ///     that could verify anything
  public static ForeignKeys parse(String text) {
    if (text.getBytes(UTF_8).length > LONGEST) throw new Unreadable("longer than 64 KB");
    return text.strip().startsWith("-----BEGIN ")
        ? some(List.of(PemKey.parse(text)))
        : some(set(text));
  }

  /// By `kid`; an issuer's only key in PEM has none and fits any.
  public Optional<ForeignKey> find(Optional<String> kid) {
    return keys.stream().filter(key -> key.kid().isEmpty() || key.kid().equals(kid)).findFirst();
  }

  private static ForeignKeys some(List<ForeignKey> keys) {
    List<ForeignKey> usable = keys.stream().filter(ForeignKey::usable).toList();
    if (usable.isEmpty()) throw new Unreadable("no key that could verify a signature");
    return new ForeignKeys(usable);
  }

  private static List<ForeignKey> set(String text) {
    JsonNode listed = object(text).path("keys");
    if (!listed.isArray()) throw new Unreadable("not a JWK set");
    var keys = new ArrayList<ForeignKey>();
    Set<String> kids = new HashSet<>();
    for (JsonNode jwk : listed) {
      if (ForeignJwk.secret(jwk)) throw new Unreadable("a secret or private key is in the set");
      if (!ForeignJwk.verifies(jwk)) continue;
      Optional<String> kid = jwk.path("kid").stringValueOpt();
      if (kid.isEmpty()) continue;
      if (!kids.add(kid.get())) throw new Unreadable("two keys have one kid");
      ForeignJwk.parse(jwk).ifPresent(keys::add);
    }
    return keys;
  }

  private static JsonNode object(String text) {
    try {
      return Json.parse(text.getBytes(UTF_8));
    } catch (Refusal _) {
      throw new Unreadable("not JSON without duplicates");
    }
  }
}
