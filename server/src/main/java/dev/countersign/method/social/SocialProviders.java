package dev.countersign.method.social;

import dev.countersign.crypto.CryptoProvider;
import dev.countersign.jose.KeySets;
import dev.countersign.outbound.Outbound;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The providers that there are, by their names on the wire.
public final class SocialProviders {
  static final List<Spec> SPECS =
      List.of(
          Google.SPEC,
          Apple.SPEC,
          GitHub.SPEC,
          Discord.SPEC,
          X.SPEC,
          Facebook.SPEC,
          Microsoft.SPEC,
          LinkedIn.SPEC,
          Twitch.SPEC,
          TikTok.SPEC,
          Spotify.SPEC,
          GitLab.SPEC,
          Bitbucket.SPEC,
          Instagram.SPEC,
          Line.SPEC,
          Epic.SPEC,
          Coinbase.SPEC,
          Kraken.SPEC,
          Shopify.SPEC,
          OpenId.OKTA);

  private final Map<String, SocialProvider> all = new LinkedHashMap<>();

  public SocialProviders(Outbound outbound, KeySets keySets, CryptoProvider provider, Clock clock) {
    var calls = new ProviderCalls(outbound);
    var discovery = new Discovery(calls);
    var idTokens = new IdTokens(keySets, provider, clock);
    List<SocialProvider> known = new ArrayList<>();
    for (Spec spec : SPECS) known.add(new OAuthProvider(spec, calls, discovery, idTokens, clock));
    known.add(new Steam(calls));
    known.add(new Telegram(clock));
    known.add(new FarcasterProvider());
    known.forEach(one -> all.put(one.name(), one));
  }

  public Optional<SocialProvider> named(String name) {
    return Optional.ofNullable(all.get(name));
  }

  public Collection<SocialProvider> all() {
    return Collections.unmodifiableCollection(all.values());
  }
}
