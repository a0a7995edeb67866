package dev.countersign.method.social;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.base.Json;
import dev.countersign.base.Refusal;
import dev.countersign.crypto.Sha256;
import org.junit.jupiter.api.Test;

/// The digest was made by Python's `hmac`, as Telegram's description of its login widget says.
class TelegramDigestTest {
  private static final byte[] KEY =
      Sha256.of("123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11".getBytes(UTF_8));
  private static final String HASH =
      "28d318ed267a1e4f8999f6a00d96cb97f84c17cf068cc5e27e87762fa63f17e7";

  @Test
  void isThatOfTheFieldsAsTheyStand() {
    var fields =
        Json.object()
            .put("id", 4711)
            .put("first_name", "Ada")
            .put("username", "ada")
            .put("auth_date", "1795262400")
            .put("hash", HASH);

    assertThatCode(() -> Telegram.requireSigned(KEY, fields)).doesNotThrowAnyException();
    fields.put("id", 4712);
    assertThatThrownBy(() -> Telegram.requireSigned(KEY, fields)).isInstanceOf(Refusal.class);
  }
}
