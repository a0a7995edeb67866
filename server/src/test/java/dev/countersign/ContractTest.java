package dev.countersign;

import static dev.countersign.ContractCaller.ENVIRONMENT;
import static dev.countersign.ContractCaller.INBOX;
import static dev.countersign.ContractCaller.SDK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.OpenApi.Operation;
import dev.countersign.base.Problem;
import dev.countersign.base.Secrets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The contract and the server, held against each other: the same operations, and answers of the
/// shape that is written.
class ContractTest {
  private static final OpenApi CONTRACT = ContractCaller.CONTRACT;

  /// For people's eyes, and no part of the contract.
  private static final Set<String> PAGES =
      Set.of(
          "GET /demo",
          "GET /demo/demo.css",
          "GET /demo/demo.js",
          "GET /demo/jwt.js",
          "GET /demo/claims.js",
          "GET /demo/wallet.js",
          "GET /demo/social.js",
          "GET /demo/factor.js",
          "POST /demo/qr",
          "GET /fake-provider/.well-known/openid-configuration",
          "GET /fake-provider/authorize",
          "GET /fake-provider/chosen",
          "GET /fake-provider/github/emails",
          "GET /fake-provider/github/user",
          "GET /fake-provider/jwks",
          "GET /fake-provider/userinfo",
          "POST /fake-provider/token",
          "GET /demo/environments.json",
          "GET /inbox",
          "GET /inbox/{environmentId}",
          "GET /inbox/assets/inbox.js");

  @AutoClose private final OperatorDay day = new OperatorDay();

  @Test
  void namesWhatTheServerRegistersAndNothingElse() {
    day.server.stop();
    try (var same = Server.start(day.server.config(), day.server.clock, new Secrets())) {
      var registered = new TreeSet<>(same.operations());
      assertThat(registered).containsAll(PAGES);

      registered.removeAll(PAGES);

      assertThat(CONTRACT.operations().keySet()).containsExactlyElementsOf(registered);
    }
  }

  @Test
  void referencesLeadSomewhere() {
    for (JsonNode reference : CONTRACT.references()) {
      assertThat(CONTRACT.resolved(reference).isMissingNode()).isFalse();
    }
  }

  @Test
  void everyOperationSaysWhatItIs() {
    var names = new HashSet<String>();
    for (Operation operation : CONTRACT.operations().values()) {
      assertThat(names.add(operation.body().path("operationId").asString()))
          .as("a second " + operation.name())
          .isTrue();
      assertThat(operation.body().path("summary").asString()).as(operation.name()).endsWith(".");
      assertThat(operation.body().path("tags").size()).as(operation.name()).isEqualTo(1);
      assertThat(pathParameters(operation)).as(operation.name()).isEqualTo(inPath(operation));
      boolean admin = operation.name().matches("[A-Z]+ /api/v0/(?!sdk/).*");
      if (admin) {
        assertThat(operation.body().at("/security/0/adminToken").isArray())
            .as(operation.name())
            .isTrue();
      }
    }
  }

  @Test
  void everyProblemThatIsNamedIsInTheCatalogueAndHasItsStatus() {
    Map<String, Problem> catalogue =
        Arrays.stream(Problem.values())
            .collect(Collectors.toMap(Problem::code, problem -> problem));
    for (Operation operation : CONTRACT.operations().values()) {
      for (JsonNode code : operation.body().path("x-problems")) {
        Problem problem = catalogue.get(code.stringValue());
        if (problem == null) throw new AssertionError(operation.name() + " names " + code);
        assertThat(operation.body().path("responses").has("" + problem.status()))
            .as(operation.name() + " has no answer for " + code)
            .isTrue();
      }
    }
  }

  /// One person's and one operator's day, in which every operation is called at least once.
  @Test
  void answersHaveTheShapeThatIsWritten() {
    day.call("GET /healthz");
    day.call("GET /readyz");
    day.beforeSignIn();
    day.signIn();
    day.ownRecord();
    day.wallets();
    day.externalTokens();
    day.social();
    day.secondFactors();
    day.texts();
    day.passkeys();
    day.organizations();
    day.environments();
    day.inbox();
    day.people();

    assertThat(day.called).containsAll(CONTRACT.operations().keySet());
  }

  @Test
  void refusalsHaveTheShapeThatIsWritten() {
    String signIn = "POST " + SDK + "/emailVerifications/signin";
    day.refused(422, "POST " + SDK + "/emailVerifications/create", Map.of("email", "nobody"));
    day.refused(400, signIn, "not JSON");
    day.refused(
        422,
        signIn,
        Map.of(
            "verificationUUID", "00000000-0000-4000-8000-000000000000",
            "verificationToken", "123456"));
    day.refused(401, "GET " + SDK + "/users", null);
    day.ids.put("environmentId", "00000000-0000-4000-8000-000000000000");
    day.refused(404, "GET " + SDK + "/settings", null);
    day.refused(404, "GET " + ENVIRONMENT, null);
    day.refused(404, "GET " + INBOX + "/messages", null);
  }

  private static Set<String> pathParameters(Operation operation) {
    var names = new TreeSet<String>();
    for (JsonNode owner : List.of(operation.path(), operation.body())) {
      for (JsonNode parameter : owner.path("parameters")) {
        JsonNode resolved = CONTRACT.resolved(parameter);
        if (resolved.path("in").asString().equals("path")) {
          names.add(resolved.path("name").asString());
        }
      }
    }
    return names;
  }

  private static Set<String> inPath(Operation operation) {
    return Pattern.compile("\\{(\\w+)}")
        .matcher(operation.name())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
