package dev.countersign.delivery.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published test suite of Signature Version 4: `get-vanilla` and
/// `post-x-www-form-urlencoded`.
class AwsSignatureTest {
  @ParameterizedTest
  @CsvSource({
    "GET, '', '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "POST, application/x-www-form-urlencoded, Param1=value1,"
        + " ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
  })
  void signsAsPublished(String method, String type, String body, String signature) {
    var signer =
        new AwsSignature(
            "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");

    var headers =
        signer.headers(
            method,
            URI.create("https://example.amazonaws.com/"),
            type,
            body.getBytes(UTF_8),
            Instant.parse("2015-08-30T12:36:00Z"));

    assertThat(headers.get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ")
        .endsWith("Signature=" + signature);
    assertThat(headers).containsEntry("x-amz-date", "20150830T123600Z").doesNotContainKey("host");
    assertThat(signer).asString().doesNotContain("wJalr");
  }
}
