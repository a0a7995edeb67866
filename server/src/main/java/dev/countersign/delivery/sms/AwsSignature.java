package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Hmac;
import dev.countersign.crypto.Sha256;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Signature Version 4 of Amazon Web Services, for a request without a query. Their SDK for this one
/// call would be some twenty jars.
record AwsSignature(String accessKeyId, String secretKey, String region, String service) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /// The headers to send; the host, which is signed too, is sent by the client itself.
  Map<String, String> headers(
      String method, URI address, String contentType, byte[] body, Instant now) {
    String moment = MOMENT.format(now);
    String day = moment.substring(0, 8);
    var signed = new TreeMap<String, String>();
    if (!contentType.isEmpty()) signed.put("content-type", contentType);
    signed.put("host", address.getRawAuthority());
    signed.put("x-amz-date", moment);
    String names = String.join(";", signed.keySet());
    String lines =
        signed.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    String canonical = String.join("\n", method, path, "", lines, names, hex(Sha256.of(body)));
    String scope = String.join("/", day, region, service, "aws4_request");
    String toSign =
        String.join("\n", ALGORITHM, moment, scope, hex(Sha256.of(canonical.getBytes(UTF_8))));
    signed.put(
        "Authorization",
        ALGORITHM
            + (" Credential=" + accessKeyId + "/" + scope)
            + (", SignedHeaders=" + names)
            + (", Signature=" + hex(mac(key(day), toSign))));
    signed.remove("host");
    return signed;
  }

  private byte[] key(String day) {
    byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
    for (String part : new String[] {day, region, service, "aws4_request"}) key = mac(key, part);
    return key;
  }

  private static byte[] mac(byte[] key, String text) {
    return Hmac.ofMessage(key, text.getBytes(UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "AwsSignature";
  }
}
