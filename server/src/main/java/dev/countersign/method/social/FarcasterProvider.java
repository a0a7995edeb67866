package dev.countersign.method.social;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Farcaster, to which no browser is sent: the app brings what the account's wallet has signed, and
/// the wallet's part proves it. Here are its name in the settings and what an account reads like.
public final class FarcasterProvider implements SocialProvider {
  public static final String NAME = "farcaster";

  FarcasterProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String address(Setup setup, Opening opening) {
    throw notByBrowser();
  }

  @Override
  public Optional<ObjectNode> answer(Map<String, String> query) {
    throw notByBrowser();
  }

  @Override
  public Identified identify(Setup setup, Opening opening, ObjectNode answer) {
    throw notByBrowser();
  }

  /// What an account is on the wire.
  ///
  /// @param fid the account's number in the registry
  /// @param custody the address that the registry has for it
  public static Identified account(String fid, String custody) {
    ObjectNode said = Json.object().put("custodyAddress", custody);
    return new Identified(SocialAccount.of(NAME, Json.tree(fid)).metadata(said), Optional.empty());
  }

  private static Refusal notByBrowser() {
    return new Refusal(Problem.PROVIDER_NOT_AVAILABLE, "farcaster sends no browser anywhere");
  }
}
