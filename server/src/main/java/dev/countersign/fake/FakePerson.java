package dev.countersign.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Somebody that one may be. Ids come of the address, so that a person is the same each time.
record FakePerson(String name, String email, boolean verified) {
  static final List<FakePerson> SUGGESTED =
      List.of(
          new FakePerson("Ada Lovelace", "ada@example.org", true),
          new FakePerson("Grace Hopper", "grace@example.org", true),
          new FakePerson("Mallory", "ada@example.org", false));

  String subject() {
    String seed = email + "/" + verified;
    return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString();
  }

  String login() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /// By the standard claims (OpenID Connect Core §5.1).
  ObjectNode claims() {
    return Json.object()
        .put("sub", subject())
        .put("name", name)
        .put("preferred_username", login())
        .put("email", email)
        .put("email_verified", verified);
  }

  /// As GitHub tells of a user.
  ObjectNode gitHubUser() {
    return Json.object()
        .put("id", Integer.toUnsignedLong(subject().hashCode()))
        .put("login", login())
        .put("name", name)
        .put("avatar_url", "https://example.org/" + login() + ".png");
  }

  JsonNode gitHubEmails() {
    return Json.array()
        .add(Json.object().put("email", email).put("primary", true).put("verified", verified));
  }
}
