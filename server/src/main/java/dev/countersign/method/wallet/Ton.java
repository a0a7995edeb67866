package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Base64Padded;
import dev.countersign.crypto.Bytes;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// TON: a wallet signs no text when it connects but a proof of its address (TON Connect, `ton_proof`),
/// in which the nonce is the payload. Posted as `{"proof": {timestamp, domain, signature, payload,
/// state_init}}`; the state leads from the address to the key.
public record Ton(CryptoProvider provider) implements Chain {
  private static final ChainName NAME = new ChainName("TON", "ton", "TON");
  private static final byte[] ITEM = "ton-proof-item-v2/".getBytes(US_ASCII);
  private static final byte[] SIGNED =
      Bytes.join(new byte[] {-1, -1}, "ton-connect".getBytes(US_ASCII));

  @Override
  public ChainName name() {
    return NAME;
  }

  @Override
  public String canonical(String address) {
    return TonAddress.parse(address).canonical();
  }

  @Override
  public Verdict verify(Claim claim) {
    JsonNode proof = Posted.object(Posted.unwrapped(claim.signature())).path("proof");
    JsonNode domain = proof.path("domain");
    if (!claim.message().domain().equals(Posted.text(domain, "value"))) {
      return Verdict.no("a proof for another site");
    }
    if (!claim.message().nonce().equals(Posted.text(proof, "payload"))) {
      return Verdict.no("a proof of another nonce");
    }
    JsonNode timestamp = proof.path("timestamp");
    if (!timestamp.isIntegralNumber() || !timely(claim, timestamp.longValue())) {
      return Verdict.no("a proof of another time");
    }
    if (!proof.has("state_init")) throw Posted.unsupported("a proof of TON without a state");
    var address = TonAddress.parse(claim.address());
    var state = new TonState(Cell.fromBag(Base64Padded.decode(Posted.text(proof, "state_init"))));
    if (!state.isOf(address)) return Verdict.no("the state of another wallet");
    byte[] signature = Base64Padded.decode(Posted.text(proof, "signature"));
    byte[] digest = digest(address, claim.message(), timestamp.longValue());
    return Verdict.keyIf(state.key().verify(provider, digest, signature));
  }

  /// Made in the hour before the message, whose own time was checked.
  private static boolean timely(Claim claim, long timestamp) {
    if (!(claim.message() instanceof SignInMessage message)) return false;
    Instant issuedAt = message.issuedAt();
    return timestamp >= issuedAt.minus(MessageRules.STANDARD.oldest()).getEpochSecond()
        && timestamp <= issuedAt.plus(MessageRules.STANDARD.ahead()).getEpochSecond();
  }

  private static byte[] digest(TonAddress address, Message message, long timestamp) {
    byte[] domain = message.domain().getBytes(UTF_8);
    byte[] item =
        Bytes.join(
            ITEM,
            ByteBuffer.allocate(4).putInt(address.workchain()).array(),
            address.hash(),
            Wire.int32(domain.length),
            domain,
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(timestamp).array(),
            message.nonce().getBytes(UTF_8));
    return Sha256.of(Bytes.join(SIGNED, Sha256.of(item)));
  }
}
