package dev.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "name", "Acme", "support", "help@acme.org", "code", "123456", "lifetime", "10 minutes");

  private final Templates templates = new Templates();

  @ParameterizedTest
  @EnumSource(
      value = Template.class,
      names = {"SIGN_IN_CODE", "LINK_CODE"})
  void saysWhoAsksWhatTheCodeIsAndHowLongItLives(Template template) {
    Mail mail = templates.mail(template, VALUES);

    assertThat(mail.subject()).contains("Acme").doesNotContain("123456");
    assertThat(mail.text()).contains("Acme", "\n\n123456\n\n", "10 minutes", "help@acme.org");
    assertThat(mail.html()).contains("Acme", ">123456<", "10 minutes", "help@acme.org");
    assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("{{", "}}");
  }

  @ParameterizedTest
  @EnumSource(
      value = Template.class,
      names = {"CREDENTIAL_LINKED", "CREDENTIAL_UNLINKED"})
  void saysWhatWasDoneToTheAccount(Template template) {
    Map<String, String> values = new HashMap<>(VALUES);
    values.put("what", "the wallet 0xA1");

    Mail mail = templates.mail(template, values);

    assertThat(mail.subject()).contains("Acme");
    assertThat(mail.text()).contains("Acme", "the wallet 0xA1", "help@acme.org");
    assertThat(mail.html()).contains("Acme", "the wallet 0xA1", "help@acme.org");
    assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("{{", "}}", "123456");
  }

  @Test
  void showsALinkWholeAndToPress() {
    String link = "https://" + "a".repeat(250) + ".example/?a=1&b=%s<>";
    Map<String, String> values = new HashMap<>(VALUES);
    values.putAll(Map.of("link", link, "device", "Firefox on Linux"));

    Mail mail = templates.mail(Template.DEVICE_APPROVAL, values);

    String escaped = link.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    assertThat(mail.subject()).contains("Acme");
    assertThat(mail.text()).contains("\n\n" + link + "\n\n", "Firefox on Linux", "10 minutes");
    assertThat(mail.html()).contains("href=\"" + escaped + "\"", ">" + escaped + "</a>");
    assertThat(mail.subject() + mail.text() + mail.html()).doesNotContain("{{", "}}");
  }

  @Test
  void leavesTheQuestionsOutWhereNobodyAnswersThem() {
    Map<String, String> values = new HashMap<>(VALUES);
    values.remove("support");

    Mail mail = templates.mail(Template.SIGN_IN_CODE, values);

    assertThat(mail.text()).doesNotContain("Questions", "{{").endsWith("nobody gets in.\n");
    assertThat(mail.html()).doesNotContain("Questions", "{{");
  }

  @Test
  void showsAStrangersSignsAsTheyAre() {
    Mail mail = named("<img src=x onerror=alert(1)>&\"'");

    assertThat(mail.html())
        .contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;")
        .doesNotContain("<img");
    assertThat(mail.text()).contains("<img src=x onerror=alert(1)>&\"'");
  }

  @Test
  void takesABlankInANameForWhatItIs() {
    Mail mail = named("{{code}} $1 \\ %s");

    assertThat(mail.subject()).isEqualTo("Your sign-in code for {{code}} $1 \\ %s");
    assertThat(mail.html()).contains("{{code}} $1 \\ %s:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Acme\r\nBcc: eve@example.org",
        "Acme\nBcc: eve@example.org",
        "Acme\u2028Bcc: eve@example.org",
        "Acme\u0085Bcc: eve@example.org",
        "Acme\u0000\u001b\u202eBcc: eve@example.org"
      })
  void keepsTheSubjectOneLine(String name) {
    assertThat(named(name).subject()).isEqualTo("Your sign-in code for Acme Bcc: eve@example.org");
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(templates.mail(Template.SIGN_IN_CODE, VALUES).html())
        .doesNotContain("http:", "https:", "src=", "url(", "<script", "<link", "@import");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "a b@example.org",
        "ada@example.org,eve@example.org",
        "Ada <ada@example.org>",
        "ada@example.org\u0000"
      })
  void writesToOnePlainAddressOnly(String recipient) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Message.signInCode(recipient, "123456", Duration.ofMinutes(10)));
  }

  private Mail named(String name) {
    Map<String, String> values = new HashMap<>(VALUES);
    values.put("name", name);
    return templates.mail(Template.SIGN_IN_CODE, values);
  }
}
