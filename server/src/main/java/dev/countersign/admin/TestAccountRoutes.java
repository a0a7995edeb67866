package dev.countersign.admin;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.TestAccounts;
import dev.countersign.challenge.TestAccounts.TestAccount;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the test account of an environment.
public final class TestAccountRoutes implements Routes {
  private static final String BASE = "/api/v0/environments/{environmentId}/test/account";

  private final Environments environments;
  private final TestAccounts accounts;

  public TestAccountRoutes(Environments environments, TestAccounts accounts) {
    this.environments = environments;
    this.accounts = accounts;
  }

  @Override
  public void register(Router router) {
    router.post(BASE, request -> Response.json(201, body(accounts.create(environment(request)))));
    router.get(BASE, this::read);
    router.delete(BASE, this::delete);
  }

  private Response read(Request request) {
    return accounts
        .of(environment(request))
        .map(account -> Response.json(200, body(account)))
        .orElseThrow(() -> new Refusal(Problem.NOT_FOUND, "no test account"));
  }

  private Response delete(Request request) {
    if (accounts.delete(environment(request))) return Response.empty(204);
    throw new Refusal(Problem.NOT_FOUND, "no test account");
  }

  private Environment environment(Request request) {
    return environments.named(request.path("environmentId"));
  }

  private static ObjectNode body(TestAccount account) {
    ObjectNode body = Json.object().put("code", account.code());
    if (account.email() != null) body.put("email", account.email());
    return body;
  }
}
