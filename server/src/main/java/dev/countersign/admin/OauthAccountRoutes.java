package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import dev.countersign.signin.GrantedTokens;
import dev.countersign.signin.GrantedTokens.Granted;
import java.util.Map;
import java.util.UUID;

/// HTTP for the tokens that providers gave with people's accounts.
public final class OauthAccountRoutes implements Routes {
  private final GrantedTokens tokens;

  public OauthAccountRoutes(GrantedTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void register(Router router) {
    router.get("/api/v0/oauthAccounts/{oauthAccountId}/accessToken", this::read);
  }

  private Response read(Request request) {
    UUID id = Input.uuid("account id", request.path("oauthAccountId"));
    Granted granted = tokens.any(id);
    return Response.json(
        200, Map.of("accessToken", granted.accessToken(), "scopes", granted.scopes()));
  }
}
