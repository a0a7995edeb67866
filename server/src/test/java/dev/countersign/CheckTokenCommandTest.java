package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.base.Json;
import dev.countersign.support.ChildServer;
import dev.countersign.support.ChildServer.Command;
import dev.countersign.support.Stores;
import dev.countersign.support.TestIssuer;
import dev.countersign.support.TestJwt;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `countersign check-token`, as an operator types it beside a running server.
class CheckTokenCommandTest {
  @Test
  void saysWhatIsWrongOrThatNothingIs() throws Exception {
    try (var server = new ChildServer(Stores.SQLITE);
        var issuer = new TestIssuer()) {
      String environment = "--environment=" + server.sandbox();
      String token = TestJwt.of("ada", Instant.now()).compact();

      Command unset = server.runWith(token, "check-token", environment);
      assertThat(unset.exit()).isEqualTo(1);
      assertThat(unset.output()).startsWith("settings: ").hasLineCount(1);

      var trust = Map.of("security", Map.of("externalAuth", issuer.settings()));
      server.send(
          "PUT",
          "/api/v0/environments/" + server.sandbox(),
          Json.bytes(trust),
          Map.of("Authorization", "Bearer " + server.adminToken()));
      Command good = server.runWith(token + "\n", "check-token", environment);
      assertThat(good.output()).isEqualToIgnoringNewLines("valid");
      assertThat(good.exit()).isZero();

      String bad = TestJwt.of("ada", Instant.now()).claim("exp", 1).claim("sub", "").compact();
      assertThat(server.runWith(bad, "check-token", environment).output().lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith("expired: "))
          .anyMatch(line -> line.startsWith("subject: "));
      assertThat(server.runWith("", "check-token", environment).output())
          .isEqualToIgnoringNewLines("malformed: not three parts");
    }
  }
}
