package dev.countersign.method.social;

import tools.jackson.databind.JsonNode;

/// All that a provider told: the answer with its tokens, the claims of its ID token, who its API says
/// the person is, their addresses where that is a question of its own, and what the browser brought.
/// What it has not is missing.
record Told(
    JsonNode tokens, JsonNode claims, JsonNode userInfo, JsonNode emails, JsonNode callback) {

  /// Who the person is by OpenID Connect: the API's word where there is one, else the ID token's.
  JsonNode person() {
    return userInfo.isMissingNode() ? claims : userInfo;
  }
}
