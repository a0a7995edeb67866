package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.environment.CustomHostname;
import dev.countersign.environment.CustomHostname.Usage;
import dev.countersign.environment.CustomHostnames;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.environment.Hostname;
import dev.countersign.environment.PublicUrl;
import dev.countersign.environment.VerificationRecord;
import dev.countersign.hostname.HostnameChecks;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the custom hostnames of an environment.
public final class HostnameRoutes implements Routes {
  private static final String BASE = "/api/v0/environments/{environmentId}/custom/hostnames";
  private static final String ONE = BASE + "/{hostnameId}";

  private final Environments environments;
  private final CustomHostnames hostnames;
  private final HostnameChecks checks;
  private final PublicUrl publicUrl;

  public HostnameRoutes(
      Environments environments,
      CustomHostnames hostnames,
      HostnameChecks checks,
      PublicUrl publicUrl) {
    this.environments = environments;
    this.hostnames = hostnames;
    this.checks = checks;
    this.publicUrl = publicUrl;
  }

  @Override
  public void register(Router router) {
    router.get(BASE, this::list);
    router.post(BASE, this::add);
    router.delete(ONE, this::remove);
    router.post(ONE + "/verify", this::verify);
  }

  private Response list(Request request) {
    var all = hostnames.list(environment(request)).stream().map(this::document).toList();
    return Response.json(200, Map.of("customHostnames", all));
  }

  private Response add(Request request) {
    Input input = request.input();
    var name = new Hostname(input.text("hostname"));
    CustomHostname added = hostnames.add(environment(request), name, usage(input.text("usage")));
    return Response.json(201, document(added));
  }

  private Response remove(Request request) {
    hostnames.remove(environment(request), named(request));
    return Response.empty(204);
  }

  /// Looks at the DNS now, and answers with what it found.
  private Response verify(Request request) {
    return Response.json(200, document(checks.check(named(request))));
  }

  private CustomHostname named(Request request) {
    var id = Input.uuid("hostname id", request.path("hostnameId"));
    return hostnames.get(environment(request), id);
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static Usage usage(String wireName) {
    return Arrays.stream(Usage.values())
        .filter(usage -> usage.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new Refusal(Problem.INVALID_CUSTOM_HOSTNAME, "unknown usage"));
  }

  private ObjectNode document(CustomHostname hostname) {
    ObjectNode document = Json.object();
    document.put("id", hostname.id().toString());
    document.put("hostname", hostname.hostname().value());
    document.put("usage", hostname.usage().wireName());
    document.put("status", wireName(hostname.status()));
    var records = document.putArray("verificationRecords");
    for (VerificationRecord record : hostname.records(publicUrl)) {
      ObjectNode shown = records.addObject();
      shown.put("dnsRecordType", record.type().name());
      shown.put("verificationType", wireName(record.purpose()));
      shown.put("name", record.name());
      shown.put("value", record.value());
    }
    if (!hostname.errors().isEmpty()) document.set("errors", Json.tree(hostname.errors()));
    return document;
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
