package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is sent to each service, and what its documented answers mean.
class GatewaysTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final TextMessage MESSAGE =
      new TextMessage(
          UUID.fromString("01a1ff7a-cf68-7755-a408-5fae348dd370"),
          "+14155552671",
          "123456 is your code & more",
          "123456");
  private static final Twilio TWILIO = new Twilio(Twilio.BASE, "AC1", "secret", "+15005550006");
  private static final TwilioVerify VERIFY =
      new TwilioVerify(TwilioVerify.BASE, "AC1", "secret", "VA1");
  private static final Vonage VONAGE = new Vonage(Vonage.BASE, "key", "secret", "Acme");
  private static final Sns SNS =
      new Sns(Sns.base("eu-west-1"), "eu-west-1", "AKID", "secret", "", CLOCK);
  private static final Webhook WEBHOOK =
      new Webhook(URI.create("https://sms.example.org/send"), "secret", CLOCK);

  @Test
  void asksTwilio() {
    Call call = TWILIO.request(MESSAGE);

    assertThat(call.address())
        .hasToString("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json");
    assertThat(call.headers()).containsEntry("Authorization", "Basic QUMxOnNlY3JldA==");
    assertThat(body(call))
        .isEqualTo(
            "Body=123456%20is%20your%20code%20%26%20more&From=%2B15005550006&To=%2B14155552671");
    var service = new Twilio(Twilio.BASE, "AC1", "secret", "MG9752274e9e519418a7406176694466fa");
    assertThat(body(service.request(MESSAGE))).contains("MessagingServiceSid=MG97");
  }

  @Test
  void asksTwilioVerifyWithoutACodeOfOurs() {
    assertThat(VERIFY.request(MESSAGE).address())
        .hasToString("https://verify.twilio.com/v2/Services/VA1/Verifications");
    assertThat(body(VERIFY.request(MESSAGE))).isEqualTo("Channel=sms&To=%2B14155552671");
    assertThat(body(VERIFY.check("+14155552671", "654321")))
        .isEqualTo("Code=654321&To=%2B14155552671");
  }

  @ParameterizedTest
  @CsvSource({
    "200, approved, true",
    "200, pending, false",
    "404, '', false",
    "400, '', false",
    "429, '', ",
    "401, '', ",
    "500, '', "
  })
  void hearsWhatTwilioVerifySaysOfACode(int status, String said, Boolean right) {
    var answer = answer(status, "{\"status\": \"" + said + "\"}");

    assertThat(TwilioVerify.right(answer)).isEqualTo(Optional.ofNullable(right));
  }

  @Test
  void asksVonage() {
    assertThat(VONAGE.request(MESSAGE).address()).hasToString("https://rest.nexmo.com/sms/json");
    assertThat(body(VONAGE.request(MESSAGE)))
        .contains("api_key=key", "api_secret=secret", "from=Acme", "to=14155552671");
  }

  @Test
  void asksSns() {
    Call call = SNS.request(MESSAGE);

    assertThat(call.address()).hasToString("https://sns.eu-west-1.amazonaws.com/");
    assertThat(body(call))
        .contains("Action=Publish", "PhoneNumber=%2B14155552671", "Transactional");
    assertThat(call.headers().get("Authorization"))
        .contains("Credential=AKID/20261121/eu-west-1/sns/aws4_request");
  }

  @Test
  void asksAWebhookThatCanCheckWhoAsks() throws Exception {
    Call call = WEBHOOK.request(MESSAGE);

    assertThat(Json.parse(call.body()).path("to").stringValue()).isEqualTo("+14155552671");
    assertThat(Json.parse(call.body()).path("code").stringValue()).isEqualTo("123456");
    String id = call.headers().get("webhook-id");
    String time = call.headers().get("webhook-timestamp");
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal((id + "." + time + "." + body(call)).getBytes(UTF_8));
    assertThat(call.headers())
        .containsEntry("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signed));
    assertThat(id).isEqualTo("msg_" + MESSAGE.id());
    assertThat(time).isEqualTo("1795262400");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "twilio  | 201 | {\"sid\":\"SM1\",\"status\":\"queued\"}               | Sent",
        "twilio  | 400 | {\"code\":21211,\"message\":\"Invalid 'To'\"}          | Refused",
        "twilio  | 400 | no JSON                                                | Refused",
        "twilio  | 401 | {\"code\":20003,\"message\":\"Authenticate\"}          | Deferred",
        "twilio  | 429 | {\"code\":20429}                                       | Deferred",
        "twilio  | 503 | <html>                                                 | Deferred",
        "verify  | 201 | {\"status\":\"pending\"}                               | Sent",
        "verify  | 403 | {\"message\":\"blocked\"}                              | Deferred",
        "vonage  | 200 | {\"messages\":[{\"status\":\"0\"}]}                    | Sent",
        "vonage  | 200 | {\"messages\":[{\"status\":\"0\"},{\"status\":\"6\"}]} | Refused",
        "vonage  | 200 | {\"messages\":[{\"status\":\"1\"}]}                    | Deferred",
        "vonage  | 200 | {\"messages\":[{\"status\":\"4\"}]}                    | Deferred",
        "vonage  | 200 | {}                                                     | Deferred",
        "vonage  | 500 | {}                                                     | Deferred",
        "sns     | 200 | <PublishResponse/>                                     | Sent",
        "sns     | 400 | <Error><Code>InvalidParameter</Code></Error>           | Refused",
        "sns     | 400 | <Error><Code>Throttling</Code></Error>                 | Deferred",
        "sns     | 403 | <Error><Code>InvalidClientTokenId</Code></Error>       | Deferred",
        "webhook | 204 | ''                                                     | Sent",
        "webhook | 302 | ''                                                     | Deferred",
        "webhook | 422 | ''                                                     | Refused",
        "webhook | 500 | ''                                                     | Deferred"
      })
  void readsWhatTheyAnswer(String name, int status, String body, String outcome) {
    SmsGateway gateway =
        switch (name) {
          case "twilio" -> TWILIO;
          case "verify" -> VERIFY;
          case "vonage" -> VONAGE;
          case "sns" -> SNS;
          default -> WEBHOOK;
        };

    Outcome read = gateway.outcome(answer(status, body));

    assertThat(read.getClass().getSimpleName()).isEqualTo(outcome);
    assertThat(gateway).asString().doesNotContain("secret");
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, body.getBytes(UTF_8));
  }

  private static String body(Call call) {
    return new String(call.body(), UTF_8);
  }
}
