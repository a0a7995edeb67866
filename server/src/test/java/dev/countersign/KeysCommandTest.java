package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.support.ChildServer;
import dev.countersign.support.ChildServer.Command;
import dev.countersign.support.Stores;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `countersign keys …`, as an operator types it beside a running server.
class KeysCommandTest {
  @Test
  void listsRotatesExportsAndRevokes() throws Exception {
    try (var server = new ChildServer(Stores.SQLITE)) {
      String environment = "--environment=" + server.sandbox();

      Command list = server.run("keys", "list", environment);
      assertThat(list.exit()).as(list.output()).isZero();
      assertThat(list.output().strip().lines()).singleElement().asString().startsWith("current");

      Command soon = server.run("keys", "rotate", environment, "--notice=60");
      assertThat(soon.exit()).isEqualTo(1);
      assertThat(soon.output()).startsWith("The server refused (400)").hasLineCount(1);

      Command rotated = server.run("keys", "rotate", environment);
      assertThat(rotated.output().strip().lines()).hasSize(2);
      assertThat(rotated.output()).startsWith("next");

      Command exported = server.run("keys", "export", environment);
      assertThat(exported.output()).startsWith("-----BEGIN PUBLIC KEY-----");

      assertThat(server.run("keys", "revoke", environment).exit()).isEqualTo(2);
      Command revoked = server.run("keys", "revoke", environment, "--yes");
      assertThat(revoked.output().lines().filter(line -> line.startsWith("revoked"))).hasSize(2);

      String unknown = "--environment=00000000-0000-4000-8000-000000000000";
      assertThat(server.run("keys", "list", unknown).output())
          .startsWith("The server refused (404)");
      var gone = server.run("keys", "list", environment, "--server=http://localhost:1");
      assertThat(gone.exit()).isEqualTo(1);
      assertThat(gone.output()).startsWith("There is no answer from").hasLineCount(1);
      assertThat(server.send("GET", "/readyz", new byte[0], Map.of()).status()).isEqualTo(200);
    }
  }
}
