package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.countersign.support.Reply;
import dev.countersign.support.SolanaWallet;
import dev.countersign.support.Stores;
import dev.countersign.support.TestServer;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
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

/// Wallets are linked, moved and taken off, and accounts merged, without anyone losing theirs.
@ParameterizedClass
@EnumSource(Stores.class)
class LinkingTest {
  private static final String ADA = "ada@example.org";
  private static final String GRACE = "grace@example.org";

  @AutoClose private final TestServer server;
  private final UUID sandbox;
  private final SolanaWallet wallet = SolanaWallet.fresh();
  private final String ada;

  LinkingTest(Stores store) {
    server = new TestServer(store);
    sandbox = server.sandbox();
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", true))));
    ada = server.token(sandbox, ADA);
  }

  @Test
  void linksAWalletThatIsNobodys() {
    Reply linked = link(ada, wallet);

    assertThat(linked.status()).as(linked.toString()).isEqualTo(200);
    assertThat(formats(linked)).containsExactlyInAnyOrder("email", "blockchain");
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(userId(ada));
    assertThat(link(ada, wallet).status()).isEqualTo(200);
    assertThat(server.count("credential")).isEqualTo(2);
    assertThat(server.count("audit_event WHERE name = 'user.credential.linked'")).isEqualTo(1);
  }

  @Test
  void doesNotSignInByALinkedWalletUnlessTheEnvironmentAllowsIt() {
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", false))));
    link(ada, wallet);

    assertThat(wallet.signIn(server, sandbox).code())
        .isEqualTo("credential_not_enabled_for_sign_in");
    assertThat(server.count("session")).isEqualTo(1);
  }

  @Test
  void linksOneWalletOnlyWhereTheEnvironmentSaysSo() {
    server.admin("PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("multiWallet", false)));
    link(ada, wallet);

    assertThat(link(ada, SolanaWallet.fresh()).status()).isEqualTo(403);
    assertThat(server.count("credential")).isEqualTo(2);
  }

  @Test
  void leavesAWalletOfAnotherWhereItIsUntilItIsMoved() {
    String grace = server.token(sandbox, GRACE);
    link(grace, wallet);
    String byWallet = wallet.token(server, sandbox);

    assertThat(link(ada, wallet).code()).isEqualTo("reassign_wallet_confirm");
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(userId(grace));

    Reply moved = post(ada, "/verify/transfer", wallet.post(server, sandbox));

    assertThat(moved.status()).as(moved.toString()).isEqualTo(200);
    assertThat(formats(moved)).containsExactlyInAnyOrder("email", "blockchain");
    assertThat(moved.toString()).contains("\"previous_users\":[\"" + userId(grace) + "\"]");
    assertThat(session(byWallet)).isEqualTo(401);
    assertThat(session(grace)).isEqualTo(204);
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(userId(ada));
  }

  @Test
  void movesAWalletAtOnceWhereNobodyIsToBeAsked() {
    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("confirmWalletTransfers", false)));
    link(server.token(sandbox, GRACE), wallet);

    assertThat(link(ada, wallet).status()).isEqualTo(200);
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(userId(ada));
  }

  @Test
  void movesTheLastCredentialOfAnAccountOnlyWhenTold() {
    String other = wallet.token(server, sandbox);
    assertThat(post(ada, "/verify/transfer", wallet.post(server, sandbox)).code())
        .isEqualTo("reassign_wallet_error");
    assertThat(session(other)).isEqualTo(204);
    var body = new HashMap<>(wallet.post(server, sandbox));
    body.put("skipEmptyAccountCheck", true);

    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("preventOrphanedAccounts", true)));
    assertThat(post(ada, "/verify/transfer", body).code()).isEqualTo("reassign_wallet_error");
    server.admin(
        "PUT", "/environments/" + sandbox, Map.of("sdk", Map.of("preventOrphanedAccounts", false)));
    body = new HashMap<>(wallet.post(server, sandbox));
    body.put("skipEmptyAccountCheck", true);

    assertThat(post(ada, "/verify/transfer", body).status()).isEqualTo(200);
    assertThat(session(other)).isEqualTo(401);
  }

  @Test
  void mergesAnAccountOfWhichTheWalletIsAll() {
    String other = wallet.token(server, sandbox);
    server.as(other, sandbox, "PUT", "/users", Map.of("lastName", "Lovelace"));
    String otherId = userId(other);

    Reply asked = link(ada, wallet);

    assertThat(asked.code()).isEqualTo("merge_accounts_confirmation");
    assertThat(asked.text("/payload/mergeConflicts/fromUser/id")).isEqualTo(otherId);
    assertThat(asked.body().at("/payload/mergeConflicts/conflicts")).isEmpty();
    assertThat(session(other)).isEqualTo(204);

    Reply merged = post(ada, "/users/merge", null);

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(formats(merged)).containsExactlyInAnyOrder("email", "blockchain");
    assertThat(merged.text("/user/lastName")).isEqualTo("Lovelace");
    assertThat(session(other)).isEqualTo(401);
    assertThat(server.count("end_user")).isEqualTo(1);
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isEqualTo(userId(ada));
    assertThat(post(ada, "/users/merge", null).code()).isEqualTo("merge_accounts_invalid");
  }

  @Test
  void asksWhereTheProfilesDiffer() {
    String other = wallet.token(server, sandbox);
    server.as(
        other,
        sandbox,
        "PUT",
        "/users",
        Map.of("firstName", "A.", "country", "GB", "metadata", Map.of("plan", "old", "x", 1)));
    server.as(
        ada,
        sandbox,
        "PUT",
        "/users",
        Map.of("firstName", "Ada", "metadata", Map.of("plan", "new")));
    Reply asked = link(ada, wallet);
    var conflicts = asked.body().at("/payload/mergeConflicts/conflicts");
    assertThat(conflicts).hasSize(2);
    assertThat(conflicts.at("/0/field/name").asString()).isEqualTo("firstName");
    assertThat(conflicts.at("/0/fromUser/value").asString()).isEqualTo("A.");
    assertThat(conflicts.at("/0/currentUser/value").asString()).isEqualTo("Ada");
    assertThat(conflicts.at("/1/field/type").asString()).isEqualTo("custom");

    assertThat(post(ada, "/users/merge", null).code()).isEqualTo("merge_accounts_confirmation");
    var first = choice(userId(other), "firstName", "standard");
    var stranger = choice(UUID.randomUUID().toString(), "plan", "custom");
    assertThat(merge(List.of(first)).code()).isEqualTo("merge_accounts_invalid");
    assertThat(merge(List.of(first, stranger)).code()).isEqualTo("merge_accounts_invalid");
    assertThat(merge(List.of(first, first)).code()).isEqualTo("merge_accounts_invalid");
    assertThat(server.count("end_user")).isEqualTo(2);

    Reply merged = merge(List.of(first, choice(userId(ada), "plan", "custom")));

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(merged.text("/user/firstName")).isEqualTo("A.");
    assertThat(merged.text("/user/country")).isEqualTo("GB");
    assertThat(merged.text("/user/metadata/plan")).isEqualTo("new");
    assertThat(merged.text("/user/metadata/x")).isEqualTo("1");
  }

  @Test
  void mergesOnlyInTheSessionThatProvedIt() {
    wallet.token(server, sandbox);
    String elsewhere = server.token(sandbox, ADA);
    link(ada, wallet);

    assertThat(post(elsewhere, "/users/merge", null).code()).isEqualTo("merge_accounts_invalid");
    server.clock.pass(Duration.ofMinutes(10));
    assertThat(post(ada, "/users/merge", null).code()).isEqualTo("merge_accounts_invalid");
    assertThat(server.count("end_user")).isEqualTo(2);
  }

  @Test
  void mergesAnAccountWhoseEMailAddressWasProven() {
    server.token(sandbox, GRACE);
    String verification =
        server
            .as(ada, sandbox, "POST", "/emailVerifications/create", Map.of("email", GRACE))
            .text("verificationUUID");
    var answer =
        Map.of("verificationUUID", verification, "verificationToken", server.code(sandbox, GRACE));

    assertThat(post(ada, "/emailVerifications/verify", answer).code())
        .isEqualTo("user_has_already_account_with_email");
    assertThat(post(ada, "/users/merge", null).code()).isEqualTo("merge_accounts_confirmation");
    Reply merged = merge(List.of(choice(userId(ada), "email", "standard")));

    assertThat(merged.status()).as(merged.toString()).isEqualTo(200);
    assertThat(merged.text("/user/email")).isEqualTo(ADA);
    assertThat(server.signIn(sandbox, GRACE).text("/user/id")).isEqualTo(userId(ada));
  }

  @Test
  void doesNotMergeWhatACredentialDoesNotSignInto() {
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("security", Map.of("auth", Map.of("allowMultipleCredentialsForSignIn", false))));
    link(server.token(sandbox, GRACE), wallet);

    assertThat(link(ada, wallet).code()).isEqualTo("reassign_wallet_confirm");
    assertThat(post(ada, "/users/merge", null).code()).isEqualTo("merge_accounts_invalid");
  }

  @Test
  void takesAWalletOffButNeverTheLastWayIn() {
    Reply linked = link(ada, wallet);
    String walletId = credential(linked, "blockchain");
    String emailId = credential(linked, "email");
    String grace = server.token(sandbox, GRACE);

    assertThat(unlink(grace, walletId).code()).isEqualTo("invalid_unlink_request");
    Reply unlinked = unlink(ada, walletId);
    assertThat(unlinked.status()).as(unlinked.toString()).isEqualTo(200);
    assertThat(formats(unlinked)).containsExactly("email");
    assertThat(unlink(ada, emailId).code())
        .isEqualTo("cannot_delete_last_sign_in_verified_credential");
    assertThat(wallet.signIn(server, sandbox).text("/user/id")).isNotEqualTo(userId(ada));
  }

  @Test
  void keepsWalletsWhereTheEnvironmentSaysSo() {
    String walletId = credential(link(ada, wallet), "blockchain");
    server.admin(
        "PUT",
        "/environments/" + sandbox,
        Map.of("sdk", Map.of("multiWalletUnlinkDisabled", true)));

    assertThat(unlink(ada, walletId).code()).isEqualTo("forbidden_unlink_request");
  }

  @Test
  void leavesOneOfTwoThatAreTakenOffAtOnce() throws Exception {
    Reply linked = link(ada, wallet);
    List<Callable<Reply>> both =
        List.of(
            () -> unlink(ada, credential(linked, "blockchain")),
            () -> unlink(ada, credential(linked, "email")));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int done = 0;
      for (var reply : threads.invokeAll(both)) if (reply.get().status() == 200) done++;
      assertThat(done).isEqualTo(1);
    }
    assertThat(server.count("credential")).isEqualTo(1);
  }

  @Test
  void remembersWhichWalletWasChosen() {
    String walletId = credential(link(ada, wallet), "blockchain");
    String emailId = credential(link(ada, wallet), "email");

    Reply chosen = select(ada, walletId);

    assertThat(chosen.toString()).contains("lastSelectedAt");
    assertThat(select(ada, emailId).code()).isEqualTo("invalid_wallet_id");
    assertThat(select(server.token(sandbox, GRACE), walletId).code())
        .isEqualTo("invalid_wallet_id");
  }

  @Test
  void givesNobodyAnAddressThatTheyHaveNotProven() {
    // The squatter claims the address and waits; the owner comes by the code.
    String squatter = wallet.token(server, sandbox);
    server.as(squatter, sandbox, "PUT", "/users", Map.of("email", GRACE));

    Reply owner = server.signIn(sandbox, GRACE);

    assertThat(owner.text("/user/id")).isNotEqualTo(userId(squatter));
    assertThat(server.as(squatter, sandbox, "GET", "/users").text("email")).isEmpty();
  }

  @Test
  void doesNotLinkByACodeThatWasAskedForInAnotherAccount() {
    String squatter = wallet.token(server, sandbox);
    String verification =
        server
            .as(squatter, sandbox, "POST", "/emailVerifications/create", Map.of("email", GRACE))
            .text("verificationUUID");
    String code = server.code(sandbox, GRACE);

    // The owner, who got the mail, types the code where they are: it opens nothing of the
    // squatter's.
    var answer = Map.of("verificationUUID", verification, "verificationToken", code);
    assertThat(post(ada, "/emailVerifications/verify", answer).status()).isEqualTo(422);
    assertThat(server.answer(sandbox, verification, code).status()).isEqualTo(422);
    assertThat(server.count("credential")).isEqualTo(2);
  }

  private Reply link(String token, SolanaWallet linking) {
    return post(token, "/verify/link", linking.post(server, sandbox));
  }

  private Reply unlink(String token, String id) {
    return post(token, "/verify/unlink", Map.of("walletId", id));
  }

  private Reply merge(List<Map<String, String>> choices) {
    return post(ada, "/verify/merge", Map.of("mergeUserResolutions", choices));
  }

  private Reply select(String token, String id) {
    return server.as(token, sandbox, "PUT", "/users/wallets/selection", Map.of("walletId", id));
  }

  private Reply post(String token, String path, @Nullable Object body) {
    return server.as(token, sandbox, "POST", path, body);
  }

  private static Map<String, String> choice(String userId, String field, String type) {
    return Map.of("userId", userId, "fieldKey", field, "type", type);
  }

  private static String userId(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet().getSubject();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private int session(String token) {
    return server.as(token, sandbox, "GET", "/session").status();
  }

  private static List<String> formats(Reply reply) {
    var formats = new ArrayList<String>();
    reply
        .body()
        .at("/user/verifiedCredentials")
        .forEach(credential -> formats.add(credential.path("format").asString()));
    return formats;
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
