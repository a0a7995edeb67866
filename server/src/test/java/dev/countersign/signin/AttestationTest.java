package dev.countersign.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.Reply;
import dev.countersign.support.Stores;
import dev.countersign.support.TestAttestation;
import dev.countersign.support.TestPasskey;
import dev.countersign.support.TestServer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What authenticators' makers say of a key is asked of none, but where it is said it must hold
/// (WebAuthn §7.1 step 22).
class AttestationTest {
  @AutoClose private final TestServer server = new TestServer(Stores.SQLITE);
  private final PasskeyPeople people =
      new PasskeyPeople(server, server.sandbox()).allowed(Map.of());
  private final String token = server.token(server.sandbox(), "ada@example.org");
  private final TestPasskey passkey = new TestPasskey();

  AttestationTest() {
    // What authenticators of U2F say.
    passkey.aaguid = new UUID(0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void keepsOneThatHolds(TestAttestation format) {
    passkey.format = format;

    Reply reply = people.register(token, passkey);

    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    assertThat(people.signIn(passkey).status()).isEqualTo(200);
    assertThat(server.count("passkey WHERE length(attestation_object) > 300")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void refusesOneOfAnotherCeremony(TestAttestation format) {
    passkey.format = (key, data, _) -> format.of(key, data, new byte[32]);

    refused();
  }

  @ParameterizedTest
  @EnumSource
  void refusesOneOfAnotherKey(TestAttestation format) {
    var other = new TestPasskey();
    other.aaguid = passkey.aaguid;
    passkey.format =
        (_, _, hash) -> {
          byte[] data = TestPasskey.joined(new byte[37], new byte[60]);
          return format.of(other, data, hash);
        };

    refused();
  }

  private void refused() {
    Reply reply = people.register(token, passkey);

    assertThat(reply.code()).isEqualTo("invalid_passkey_registration");
    assertThat(server.count("passkey")).isZero();
  }
}
