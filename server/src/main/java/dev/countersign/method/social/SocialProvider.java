package dev.countersign.method.social;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A provider that a browser is sent to and comes back from.
public interface SocialProvider {
  /// As on the wire.
  String name();

  /// What is asked for where the operator wrote no other.
  default String scopes() {
    return "";
  }

  /// Where the browser is sent.
  String address(Setup setup, Opening opening);

  /// What is kept of the browser's return until the app asks for it; empty if the provider or the
  /// person said no.
  Optional<ObjectNode> answer(Map<String, String> query);

  /// Asks the provider whose account that is.
  Identified identify(Setup setup, Opening opening, ObjectNode answer);

  /// Whether its own script may open the flow past this server, so that no browser is bound.
  default boolean opensItself() {
    return false;
  }
}
