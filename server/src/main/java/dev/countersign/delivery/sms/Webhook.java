package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.base.Json;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.Hmac;
import dev.countersign.delivery.carrier.Outcome;
import dev.countersign.outbound.Answer;
import dev.countersign.outbound.Call;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/// A server of the operator's own: `{"to", "text", "code"}` by POST, signed as Standard Webhooks
/// 1.0.0 has it. Any 2xx is a yes. A message that is sent again has the same `webhook-id`.
record Webhook(URI address, String secret, Clock clock) implements SmsGateway {
  private static final Pattern WRITTEN =
      Pattern.compile("whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)");

  @Override
  public Call request(TextMessage message) {
    byte[] body =
        Json.bytes(
            Json.object()
                .put("to", message.to())
                .put("text", message.text())
                .put("code", message.code()));
    String id = "msg_" + message.id();
    String time = Long.toString(clock.instant().getEpochSecond());
    byte[] head = (id + "." + time + ".").getBytes(UTF_8);
    byte[] mac = Hmac.ofMessage(key(), Bytes.join(head, body));
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            time,
            "webhook-signature",
            "v1," + Base64.getEncoder().encodeToString(mac));
    return new Call("POST", address, headers, body);
  }

  private byte[] key() {
    var written = WRITTEN.matcher(secret);
    return written.matches()
        ? Base64.getDecoder().decode(written.group(1))
        : secret.getBytes(UTF_8);
  }

  @Override
  public Outcome outcome(Answer answer) {
    return SmsGateway.byStatus(answer, "");
  }

  @Override
  public String toString() {
    return "Webhook";
  }
}
