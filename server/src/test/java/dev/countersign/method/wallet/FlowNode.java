package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.method.wallet.LocalEndpoint.Said;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// An access node of Flow as far as accounts go: `GET /v1/accounts/{address}`, whose keys are told
/// to those who ask for them.
final class FlowNode implements AutoCloseable {
  private static final Pattern ACCOUNT = Pattern.compile("/v1/accounts/([0-9a-f]{16})");

  private final Map<String, JsonNode> keys = new HashMap<>();
  private final LocalEndpoint endpoint = new LocalEndpoint(this::answer);

  FlowNode with(String address, JsonNode itsKeys) {
    keys.put(address.substring(2), itsKeys);
    return this;
  }

  URI url() {
    return endpoint.url();
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private Said answer(LocalEndpoint.Asked asked) {
    var path = ACCOUNT.matcher(asked.address().getPath());
    if (asked.body().length > 0 || !path.matches()) return error(400, "Invalid Flow request");
    JsonNode found = keys.get(path.group(1));
    if (found == null) return error(404, "Flow resource not found");
    var account = Json.object().put("address", path.group(1)).put("balance", "100000");
    String query = String.valueOf(asked.address().getQuery());
    boolean expanded = List.of(query.split("&")).contains("expand=keys");
    if (expanded) account.set("keys", found);
    account.set("_expandable", Json.object().put("contracts", "contracts"));
    return new Said(200, Json.bytes(account));
  }

  private static Said error(int code, String what) {
    return new Said(
        code, Json.text(Json.object().put("code", code).put("message", what)).getBytes(UTF_8));
  }
}
