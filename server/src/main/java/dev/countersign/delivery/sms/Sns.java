package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.delivery.smtp.OneLine;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import dev.countersign.outbound.Form;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Amazon's Simple Notification Service: `Publish` to a number, of its API of 2010-03-31.
record Sns(
    URI base, String region, String accessKeyId, String secretKey, String sender, Clock clock)
    implements SmsGateway {
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]{1,80})</Code>");
  private static final Pattern OURS =
      Pattern.compile(
          "Throttl.*|Authorization.*|InvalidClientTokenId|SignatureDoesNotMatch|Expired.*");

  static URI base(String region) {
    return URI.create("https://sns." + region + ".amazonaws.com/");
  }

  @Override
  public Call request(TextMessage message) {
    var form = new HashMap<String, String>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("PhoneNumber", message.to());
    form.put("Message", message.text());
    attribute(form, 1, "AWS.SNS.SMS.SMSType", "Transactional");
    if (!sender.isEmpty()) attribute(form, 2, "AWS.SNS.SMS.SenderID", sender);
    byte[] body = Form.encoded(form).getBytes(UTF_8);
    var signature = new AwsSignature(accessKeyId, secretKey, region, "sns");
    Map<String, String> headers = signature.headers("POST", base, Form.TYPE, body, clock.instant());
    return new Call("POST", base, headers, body);
  }

  private static void attribute(Map<String, String> form, int at, String name, String value) {
    String entry = "MessageAttributes.entry." + at;
    form.put(entry + ".Name", name);
    form.put(entry + ".Value.DataType", "String");
    form.put(entry + ".Value.StringValue", value);
  }

  /// Errors are XML; their code is all that is looked at.
  @Override
  public Outcome outcome(Answer answer) {
    var found = CODE.matcher(new String(answer.body(), UTF_8));
    String code = found.find() ? found.group(1) : "";
    if (answer.status() == 400 && OURS.matcher(code).matches()) {
      return new Outcome.Deferred("status 400: " + code);
    }
    return SmsGateway.byStatus(answer, OneLine.of(code));
  }

  @Override
  public String toString() {
    return "Sns";
  }
}
