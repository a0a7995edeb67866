package dev.countersign.method.social;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Steam, by OpenID 2.0: https://partner.steamgames.com/doc/features/auth#website
///
/// There is no code and no client: the browser brings an assertion, and Steam is asked whether it is
/// its own (§11.4.2). With a key of Steam's Web API as secret, names and pictures come along.
final class Steam implements SocialProvider {
  private static final String NAME = "steam";
  private static final String LOGIN = "https://steamcommunity.com/openid/login";
  private static final String PLAYER =
      "https://api.steampowered.com/ISteamUser/GetPlayerSummaries/v2/";
  private static final String OPENID = "http://specs.openid.net/auth/2.0";
  private static final Pattern CLAIMED =
      Pattern.compile("https://steamcommunity\\.com/openid/id/([0-9]{17})");

  /// What the signature must cover (§10.1).
  private static final List<String> SIGNED =
      List.of(
          "op_endpoint", "claimed_id", "identity", "return_to", "response_nonce", "assoc_handle");

  private static final int LONGEST = 2048;

  private final ProviderCalls calls;

  Steam(ProviderCalls calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String address(Setup setup, Opening opening) {
    URI back = URI.create(setup.redirectUrl());
    var query = new LinkedHashMap<String, String>();
    query.put("openid.ns", OPENID);
    query.put("openid.mode", "checkid_setup");
    query.put("openid.return_to", returnTo(setup, opening));
    query.put("openid.realm", back.getScheme() + "://" + back.getRawAuthority());
    query.put("openid.identity", OPENID + "/identifier_select");
    query.put("openid.claimed_id", OPENID + "/identifier_select");
    return login(setup) + "?" + Form.encoded(query);
  }

  @Override
  public Optional<ObjectNode> answer(Map<String, String> query) {
    if (!query.getOrDefault("openid.mode", "").equals("id_res")) return Optional.empty();
    ObjectNode answer = Json.object();
    query.forEach(
        (name, value) -> {
          if (name.startsWith("openid.") && value.length() <= LONGEST) answer.put(name, value);
        });
    return Optional.of(answer);
  }

  @Override
  public Identified identify(Setup setup, Opening opening, ObjectNode answer) {
    require(said(answer, "ns").equals(OPENID), "another protocol");
    require(said(answer, "op_endpoint").equals(LOGIN), "another endpoint");
    require(said(answer, "return_to").equals(returnTo(setup, opening)), "another way");
    require(said(answer, "identity").equals(said(answer, "claimed_id")), "two identities");
    List<String> covered = List.of(said(answer, "signed").split(",", -1));
    require(covered.containsAll(SIGNED), "not all of it is signed");
    Matcher claimed = CLAIMED.matcher(said(answer, "claimed_id"));
    require(claimed.matches(), "no identity of Steam");
    requireSteamsOwn(setup, answer);
    return new Identified(account(setup, claimed.group(1)), Optional.empty());
  }

  private void requireSteamsOwn(Setup setup, ObjectNode answer) {
    var form = new LinkedHashMap<String, String>();
    answer.properties().forEach(field -> form.put(field.getKey(), field.getValue().stringValue()));
    form.put("openid.mode", "check_authentication");
    String verdict = calls.postForText(URI.create(login(setup)), form);
    require(verdict.lines().anyMatch("is_valid:true"::equals), "Steam does not know it");
  }

  private SocialAccount account(Setup setup, String id) {
    SocialAccount account = SocialAccount.of(NAME, Json.tree(id));
    if (setup.secret().isEmpty()) return account;
    var query = Map.of("key", setup.secret().get(), "steamids", id);
    String players = setup.text("userInfoUrl").orElse(PLAYER);
    JsonNode player =
        calls
            .get(URI.create(players + "?" + Form.encoded(query)), Map.of())
            .at("/response/players/0");
    return account.displayName(player.path("personaname")).photo(player.path("avatarfull"));
  }

  /// The state comes back in the address that Steam signs.
  private static String returnTo(Setup setup, Opening opening) {
    return setup.redirectUrl() + "?" + Form.encoded(Map.of("state", opening.state()));
  }

  private static String login(Setup setup) {
    return setup.text("authorizationUrl").orElse(LOGIN);
  }

  private static String said(ObjectNode answer, String name) {
    return answer.path("openid." + name).stringValueOpt().orElse("");
  }

  private static void require(boolean met, String otherwise) {
    if (!met) throw new Refusal(Problem.OTHER_VERIFY_FAILURE, "steam: " + otherwise);
  }
}
