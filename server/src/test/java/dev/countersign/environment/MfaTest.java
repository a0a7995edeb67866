package dev.countersign.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.environment.Mfa.Enrollment;
import dev.countersign.environment.Mfa.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MfaTest {
  @Test
  void asksNobodyUnlessSet() {
    Mfa mfa = EnvironmentSettings.initial().mfa();

    assertThat(mfa.enabled()).isFalse();
    assertThat(mfa.methods()).isEmpty();
    assertThat(mfa.guarded()).isEmpty();
    assertThat(mfa.totpDevices()).isEqualTo(1);
    assertThat(mfa.enrollsAtSignIn()).isFalse();
  }

  @Test
  void takesTheEntryOfAMethodForWhatItIsAndTheShortListForTheRest() {
    Mfa mfa =
        mfa(
            Map.of(
                "availableMethods",
                List.of("totp", "email"),
                "methods",
                List.of(
                    Map.of("type", "email", "enabled", false),
                    Map.of("type", "passkey", "enabled", true, "allowBackupCodes", false))));

    assertThat(mfa.methods()).containsExactlyInAnyOrder(Method.TOTP, Method.PASSKEY);
    assertThat(mfa.recoverable()).containsExactlyInAnyOrder(Method.TOTP, Method.EMAIL);
  }

  @Test
  void makesUpForWhatIsRequiredAtSignInUnlessAnActionIsToAsk() {
    assertThat(mfa(Map.of("enabled", true, "required", true)).enrollsAtSignIn()).isTrue();
    assertThat(
            mfa(Map.of("enabled", true, "required", true, "enrollment", "none")).enrollsAtSignIn())
        .isTrue();
    assertThat(mfa(Map.of("enabled", true, "required", true, "enrollment", "action")).enrollment())
        .isEqualTo(Enrollment.ACTION);
    assertThat(mfa(Map.of("enabled", true, "enrollment", "signup")).enrollsAtSignIn()).isTrue();
    assertThat(mfa(Map.of("enabled", true, "enrollment", "none")).enrollsAtSignIn()).isFalse();
    assertThat(mfa(Map.of("required", true)).enrollsAtSignIn()).isFalse();
  }

  @Test
  void guardsTheActsThatAreRequired() {
    Mfa mfa =
        mfa(
            Map.of(
                "actions",
                List.of(
                    Map.of("action", "user.update", "required", true),
                    Map.of("action", "wallet.waas.sign", "required", false))));

    assertThat(mfa.guarded()).containsExactly(Mfa.USER_UPDATE);
    assertThat(mfa.guards("user:update")).isTrue();
    assertThat(mfa.guards("wallet:sign")).isFalse();
    assertThat(mfa.guards("credential:link")).isFalse();
  }

  @Test
  void letsActForAsLongAndAsOftenAsItsActionSays() {
    Mfa mfa =
        mfa(
            Map.of(
                "actions",
                List.of(
                    Map.of(
                        "action", "user.update", "required", true, "tokenBehavior", "single_use"),
                    Map.of(
                        "action",
                        "wallet.waas.sign",
                        "required",
                        false,
                        "tokenBehavior",
                        "time_bound",
                        "tokenExpirySeconds",
                        90))));

    assertThat(mfa.leave("user:update")).isEqualTo(new Mfa.Leave(true, Duration.ofMinutes(5)));
    assertThat(mfa.leave("wallet:sign")).isEqualTo(new Mfa.Leave(false, Duration.ofSeconds(90)));
    assertThat(mfa.leave("wallet:export")).isEqualTo(new Mfa.Leave(true, Duration.ofMinutes(5)));
    assertThat(mfa.leave("credential:link"))
        .isEqualTo(new Mfa.Leave(false, Duration.ofMinutes(10)));
  }

  private static Mfa mfa(Map<String, Object> settings) {
    ObjectNode document = Json.object();
    document.putObject("security").set("mfa", Json.tree(settings));
    return EnvironmentSettings.of(document).mfa();
  }
}
