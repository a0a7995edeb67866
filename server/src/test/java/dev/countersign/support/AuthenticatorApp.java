package dev.countersign.support;

import dev.countersign.crypto.Base32;
import dev.countersign.crypto.Totp;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An app on a phone that shows codes (RFC 6238), told its secret by a registration.
public record AuthenticatorApp(TestServer server, UUID environment, String id, String secret) {
  /// Registered for the person whose token it is, and not proven yet.
  public static AuthenticatorApp register(TestServer server, UUID environment, String token) {
    Reply reply = server.as(token, environment, "GET", "/users/mfa/register/totp");
    if (reply.status() != 200) throw new AssertionError(reply.toString());
    return new AuthenticatorApp(server, environment, reply.text("id"), reply.text("secret"));
  }

  public String code() {
    return code(0);
  }

  /// That of so many steps later.
  public String code(int steps) {
    long step = Totp.step(server.clock.instant().getEpochSecond()) + steps;
    return Totp.code(Base32.decode(secret), step, 6);
  }

  /// One that it shows at none of the times that count.
  public String wrong() {
    for (int guess = 0; ; guess++) {
      String code = "00000" + guess;
      if (!code.equals(code(-1)) && !code.equals(code()) && !code.equals(code(1))) return code;
    }
  }

  public Reply answer(String token) {
    return answer(token, code());
  }

  public Reply answer(String token, String code) {
    return server.as(token, environment, "POST", "/users/mfa/auth/totp", Map.of("code", code));
  }

  /// With a token for guarded acts.
  public Optional<String> mfaToken(String token, boolean singleUse) {
    var body = Map.of("code", code(), "createMfaToken", Map.of("singleUse", singleUse));
    Reply reply = server.as(token, environment, "POST", "/users/mfa/auth/totp", body);
    return reply.body().path("mfaToken").stringValueOpt();
  }

  @Override
  public String toString() {
    return "AuthenticatorApp " + id;
  }
}
