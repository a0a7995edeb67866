package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Elevated tokens: given for a proof anew, asked for by dangerous acts, good for one session.
@ParameterizedClass
@EnumSource(Stores.class)
class StepUpTest {
  private static final String ADA = "ada@example.org";
  private static final String NUMBER = "4155552671";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SolanaWallet wallet = SolanaWallet.fresh();
  private final String ada;

  StepUpTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    put(Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    server.enableTexts(sandbox);
    ada = server.token(sandbox, ADA);
  }

  @Test
  void asksForNothingUntilTheEnvironmentDoes() {
    Reply check = check("credential:unlink");
    assertThat(check.text("isRequired")).isEqualTo("false");
    assertThat(check.body().path("credentials")).isEmpty();

    guard();

    Reply guarded = check("credential:unlink");
    assertThat(guarded.text("isRequired")).isEqualTo("true");
    assertThat(guarded.text("/credentials/0/format")).isEqualTo("email");
    assertThat(guarded.text("/credentials/0/alias")).isEqualTo(ADA);
    assertThat(guarded.text("defaultCredentialId")).isEqualTo(guarded.text("/credentials/0/id"));
    assertThat(check("user:update").text("isRequired")).isEqualTo("false");
  }

  @Test
  void unlinksANumberOnlyWithAnElevatedToken() throws ParseException {
    String number = linkNumber();
    guard();

    Reply without = unlink(number, null);
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.code()).isEqualTo("elevated_access_token_required");
    assertThat(server.count("credential")).isEqualTo(2);

    String elevated = elevate("credential:unlink");
    var claims = SignedJWT.parse(elevated).getJWTClaimsSet();
    assertThat(claims.getStringClaim("scope")).isEqualTo("credential:unlink");
    assertThat(claims.getBooleanClaim("singleUse")).isFalse();
    assertThat(Duration.between(server.clock.instant(), claims.getExpirationTime().toInstant()))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    Reply gone = unlink(number, elevated);
    assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
    assertThat(server.count("credential")).isEqualTo(1);
  }

  @Test
  void takesNoTokenOfAnotherScopeSessionKindOrTime() {
    String number = linkNumber();
    guard();
    String other = server.token(sandbox, ADA);

    assertThat(unlink(number, elevate("user:update")).status()).isEqualTo(403);
    assertThat(unlink(number, ada).status()).isEqualTo(403);
    assertThat(unlink(number, "nonsense").status()).isEqualTo(403);
    String elsewhere = elevateAs(other, "credential:unlink");
    assertThat(unlink(number, elsewhere).status()).isEqualTo(403);
    String late = elevate("credential:unlink");
    server.clock.pass(Duration.ofMinutes(10));
    assertThat(unlink(number, late).status()).isEqualTo(403);
    assertThat(server.count("credential")).isEqualTo(2);
    assertThat(server.as(late, sandbox, "GET", "/users").status()).isEqualTo(401);
  }

  @Test
  void elevatesNobodyByWhatIsLinkedOnlyNow() {
    guard();
    var body = new HashMap<String, Object>(wallet.post(server, sandbox));
    body.put("requestedScopes", List.of("credential:unlink"));
    Reply linked = server.as(ada, sandbox, "POST", "/wallets/verify", body);
    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(linked.body().has("elevatedAccessToken")).isFalse();

    body = new HashMap<>(wallet.post(server, sandbox));
    body.put("requestedScopes", List.of("credential:unlink"));
    Reply again = server.as(ada, sandbox, "POST", "/wallets/verify", body);

    assertThat(again.body().has("elevatedAccessToken")).isTrue();
    assertThat(server.count("audit_event WHERE name = 'user.session.elevated'")).isEqualTo(1);
  }

  @Test
  void givesNothingThatIsNotAPersonsToGive() {
    var body = new HashMap<String, Object>(wallet.post(server, sandbox));
    body.put("requestedScopes", List.of("console:settings:update"));

    Reply refused = server.as(ada, sandbox, "POST", "/wallets/verify", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(server.count("credential")).isEqualTo(1);
  }

  @Test
  void isGoodOnceWhereItIsForAWallet() throws Exception {
    String number = linkNumber();
    guard();
    String once = elevate("credential:unlink", "wallet:export");
    assertThat(SignedJWT.parse(once).getJWTClaimsSet().getBooleanClaim("singleUse")).isTrue();
    List<Callable<Reply>> racers = List.of(() -> unlink(number, once), () -> unlink(number, once));
    int done = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(racers)) if (reply.get().status() == 200) done++;
    }

    assertThat(done).isEqualTo(1);
    assertThat(server.count("spent_elevation")).isEqualTo(1);
    String again = linkNumber();
    assertThat(unlink(again, once).status()).isEqualTo(403);
    server.clock.pass(Duration.ofMinutes(5));
    server.tidy();
    assertThat(server.count("spent_elevation")).isZero();
  }

  /// A node looks for its keys anew then, which it must not do within a transaction.
  @Test
  void takesATokenOfTheKeyBefore() {
    String number = linkNumber();
    guard();
    String elevated = elevate("credential:unlink");
    Reply rotated = server.admin("POST", "/environments/" + sandbox + "/keys/rotate", null);
    assertThat(rotated.status()).as(rotated.toString()).isLessThan(300);

    Reply gone = unlink(number, elevated);

    assertThat(gone.status()).as(gone.toString()).isEqualTo(200);
  }

  @Test
  void leavesWalletsToClientsThatSendNone() {
    Reply linked = server.as(ada, sandbox, "POST", "/verify/link", wallet.post(server, sandbox));
    guard();

    assertThat(unlink(credential(linked, "blockchain"), null).status()).isEqualTo(200);
  }

  private Reply check(String scope) {
    return server.as(ada, sandbox, "POST", "/stepUp/check", Map.of("scope", scope));
  }

  private void guard() {
    put(Map.of("sdk", Map.of("minApiVersion", "2026_04_01")));
  }

  private void put(Map<String, ?> settings) {
    Reply put = server.admin("PUT", "/environments/" + sandbox, settings);
    assertThat(put.status()).as(put.toString()).isEqualTo(200);
  }

  private String linkNumber() {
    server.clock.pass(Duration.ofMinutes(1));
    var number = Map.of("phoneCountryCode", "1", "phoneNumber", NUMBER, "isoCountryCode", "US");
    Reply asked = server.as(ada, sandbox, "POST", "/smsVerifications/create", number);
    Reply linked =
        server.as(
            ada,
            sandbox,
            "POST",
            "/smsVerifications/verify",
            Map.of(
                "verificationUUID", asked.text("verificationUUID"),
                "verificationToken", server.code(sandbox, "+1" + NUMBER)));
    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    return credential(linked, "phoneNumber");
  }

  private String elevate(String... scopes) {
    return elevateAs(ada, scopes);
  }

  /// By the code to an address that is the person's already.
  private String elevateAs(String token, String... scopes) {
    server.clock.pass(Duration.ofSeconds(1));
    Reply asked =
        server.as(token, sandbox, "POST", "/emailVerifications/create", Map.of("email", ADA));
    Reply proven =
        server.as(
            token,
            sandbox,
            "POST",
            "/emailVerifications/verify",
            Map.of(
                "verificationUUID", asked.text("verificationUUID"),
                "verificationToken", server.code(sandbox, ADA),
                "requestedScopes", List.of(scopes)));
    assertThat(proven.status()).as(proven.toString()).isEqualTo(200);
    return proven.text("elevatedAccessToken");
  }

  private Reply unlink(String id, @Nullable String elevated) {
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + ada);
    if (elevated != null) headers.put("x-dyn-elevated-access-token", elevated);
    return server.client(sandbox, "POST", "/verify/unlink", Map.of("walletId", id), headers);
  }

  private static String credential(Reply reply, String format) {
    for (var credential : reply.body().at("/user/verifiedCredentials")) {
      if (credential.path("format").asString().equals(format)) {
        return credential.path("id").asString();
      }
    }
    throw new AssertionError("no " + format + " in " + reply);
  }
}
