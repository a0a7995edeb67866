package dev.countersign.method.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Json;
import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.credential.Credential;
import dev.countersign.credential.EmailAddress;
import dev.countersign.credential.Proven;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// What each provider's documentation says that it answers, and what is read of that.
class ProviderAnswersTest {
  private static final JsonNode ANSWERS = answers();

  static List<String> providers() {
    return SocialProviders.SPECS.stream().map(spec -> spec.name).toList();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void isReadAsItIsDocumented(String provider) {
    JsonNode documented = ANSWERS.path(provider);
    JsonNode account = documented.path("account");

    Proven proven = read(provider, documented);

    assertThat(proven.credential())
        .isEqualTo(new Credential.Social(provider, account.path("id").stringValue()));
    assertThat(proven.written()).isEqualTo(account.path("written").stringValue());
    assertThat(proven.email().map(EmailAddress::value))
        .isEqualTo(account.path("verified").stringValueOpt());
    assertThat(proven.details().path("oauth_display_name").stringValueOpt())
        .isEqualTo(account.path("name").stringValueOpt());
    assertThat(proven.details().at("/oauth_account_photos/0").stringValueOpt())
        .isEqualTo(account.path("photo").stringValueOpt());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void isNobodyWhereTheProviderNamesNobody(String provider) {
    assertThatThrownBy(() -> read(provider, Json.object()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.problem()).isEqualTo(Problem.OTHER_VERIFY_FAILURE));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void believesNoAddressWithoutTheProvidersWord(String provider) {
    JsonNode documented = ANSWERS.path(provider).deepCopy();
    for (JsonNode node : documented.findParents("email")) unverify((ObjectNode) node);
    if (provider.equals("twitch")) return; // It sends verified ones alone.

    assertThat(read(provider, documented).email()).isEmpty();
  }

  @Test
  void takesMicrosoftsWordForAnAddressOnlyWhereItGivesIt() {
    ObjectNode documented = (ObjectNode) ANSWERS.path("microsoft").deepCopy();
    documented.withObject("/claims").put("xms_edov", true);

    assertThat(read("microsoft", documented).email()).isPresent();
  }

  @Test
  void keepsNoPictureThatIsNoLink() {
    ObjectNode documented = (ObjectNode) ANSWERS.path("google").deepCopy();
    documented.withObject("/claims").put("picture", "javascript:alert(1)").put("name", 7);

    assertThat(read("google", documented).details().toString())
        .doesNotContain("oauth_account_photos", "oauth_display_name");
  }

  private static Proven read(String provider, JsonNode documented) {
    Spec spec =
        SocialProviders.SPECS.stream()
            .filter(one -> one.name.equals(provider))
            .findFirst()
            .orElseThrow();
    var told =
        new Told(
            documented.path("tokens"),
            documented.path("claims"),
            documented.path("userInfo"),
            documented.path("emails"),
            documented.has("callback") ? documented.get("callback") : MissingNode.getInstance());
    return spec.reading.apply(told).proven();
  }

  private static void unverify(ObjectNode node) {
    for (String name : List.of("email_verified", "verified", "is_confirmed", "xms_edov")) {
      node.remove(name);
    }
  }

  private static JsonNode answers() {
    try (InputStream file = ProviderAnswersTest.class.getResourceAsStream("answers.json")) {
      if (file == null) throw new IllegalStateException("no answers.json");
      return Json.parse(file.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
