package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.Bech32;
import dev.countersign.crypto.Hash160;
import dev.countersign.crypto.Secp256k1;
import dev.countersign.crypto.Sha256;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Cosmos and the chains of its kit, told apart by the prefix of their addresses: a document that
/// holds the message and could be no transaction (ADR-36), signed with secp256k1.
public record Cosmos(Secp256k1 curve) implements Chain {
  private static final ChainName NAME = new ChainName("COSMOS", "cosmos", "Cosmos");
  private static final String SECP256K1 = "tendermint/PubKeySecp256k1";

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    if (account(address).length != 20) throw Posted.notAnAddress("Cosmos");
    return address.toLowerCase(Locale.ROOT);
  }

  @Override
  public Verdict verify(Claim claim) {
    ObjectNode posted = Posted.object(Posted.unwrapped(claim.signature()));
    JsonNode key = posted.get("pub_key");
    if (key == null) return Verdict.no("no pub_key");
    if (!Posted.text(key, "type").equals(SECP256K1)) {
      throw Posted.unsupported("a key of Cosmos that is not secp256k1");
    }
    byte[] bytes = Base64Padded.decode(Posted.text(key, "value"));
    byte[] signature = Base64Padded.decode(Posted.text(posted, "signature"));
    byte[] document = document(claim).getBytes(UTF_8);
    return Verdict.keyIf(
        bytes.length == 33
            && Arrays.equals(Hash160.of(bytes), account(claim.address()))
            && curve.verify(bytes, Sha256.of(document), signature));
  }

  /// Sorted members and no white space, as Amino has its JSON. Data and signer need no escapes: one
  /// is base64, the other bech32.
  private static String document(Claim claim) {
    return """
    {"account_number":"0","chain_id":"","fee":{"amount":[],"gas":"0"},"memo":"",\
    "msgs":[{"type":"sign/MsgSignData","value":{"data":"%s","signer":"%s"}}],"sequence":"0"}\
    """
        .formatted(Base64Padded.encode(claim.bytes()), claim.address());
  }

  private static byte[] account(String address) {
    Bech32 read = Bech32.decode(address);
    if (read.variant() != Bech32.Variant.BECH32) throw Posted.notAnAddress("Cosmos");
    return read.bytes(0);
  }
}
