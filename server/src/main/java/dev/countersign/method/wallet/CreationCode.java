package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;

/// A question to an EVM network, as the creation code of a contract that nobody deploys: `eth_call`
/// runs it, and what its constructor returns is the answer.
final class CreationCode {
  private final String hex;

  /// @param contract the name of a `.hex` beside this class, and of its source
  CreationCode(String contract) {
    String name = contract + ".hex";
    try (InputStream file = CreationCode.class.getResourceAsStream(name)) {
      hex =
          new String(Objects.requireNonNull(file, name).readAllBytes(), US_ASCII).replace("\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The parameters of `eth_call`.
  ArrayNode call(byte[] arguments) {
    String data = "0x" + hex + HexFormat.of().formatHex(arguments);
    return Json.array().add(Json.object().put("data", data)).add("latest");
  }
}
