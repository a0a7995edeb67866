package dev.countersign.method.wallet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.countersign.crypto.Bytes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Flow: signatures of a user's message (FCL `signUserMessage`) by keys of the account, which the
/// network knows. No address is on two networks: each has its own.
public record Flow(FlowAccounts accounts) implements Chain {
  private static final ChainName NAME = new ChainName("FLOW", "flow", "Flow");
  private static final Pattern ADDRESS = Pattern.compile("(?:0x)?([0-9a-fA-F]{16})");

  /// The tag of users' messages, with zeros behind it to 32 bytes.
  private static final byte[] TAG = Arrays.copyOf("FLOW-V0.0-user".getBytes(US_ASCII), 32);

  /// What all of an account's keys that signed must weigh together.
  private static final int WEIGHT = 1000;

  private static final int MOST_SIGNATURES = 32;

  @Override
  public ChainName name() {
    return NAME;
  }

  /// In lower case, behind `0x`.
  @Override
  public String canonical(String address) {
    var matcher = ADDRESS.matcher(address);
    if (!matcher.matches()) throw Posted.notAnAddress("Flow");
    return "0x" + matcher.group(1).toLowerCase(Locale.ROOT);
  }

  @Override
  public Verdict verify(Claim claim) {
    Map<Integer, byte[]> signatures = signatures(claim);
    Optional<Map<Integer, FlowKey>> keys =
        accounts.keys(claim.environment(), NAME, claim.address());
    if (keys.isEmpty()) return Verdict.no("no RPC URL of a network with that account");
    byte[] signed = Bytes.join(TAG, claim.bytes());
    int weight = 0;
    for (var signature : signatures.entrySet()) {
      FlowKey key = keys.get().get(signature.getKey());
      if (key == null || key.revoked()) return Verdict.no("no such key, or a revoked one");
      if (!key.verifies(signed, signature.getValue())) return Verdict.keyIf(false);
      weight += key.weight();
    }
    return weight >= WEIGHT ? new Verdict.Key() : Verdict.no("the keys weigh too little");
  }

  /// By the number of the key. A key signs once, and for this account only.
  private Map<Integer, byte[]> signatures(Claim claim) {
    JsonNode list = Posted.object(claim.signature()).path("signedMessage");
    if (!list.isArray() || list.isEmpty() || list.size() > MOST_SIGNATURES) {
      throw Posted.unreadable("no list of signatures");
    }
    var signatures = new HashMap<Integer, byte[]>();
    for (JsonNode one : list) {
      JsonNode key = one.path("keyId");
      if (!key.isInt() || key.intValue() < 0) throw Posted.unreadable("no number of a key");
      if (!ADDRESS.matcher(Posted.text(one, "addr")).matches()
          || !canonical(Posted.text(one, "addr")).equals(claim.address())) {
        throw Posted.unreadable("of another account");
      }
      byte[] signature = Posted.hex(Posted.text(one, "signature"));
      if (signatures.put(key.intValue(), signature) != null) throw Posted.unreadable("a key twice");
    }
    return signatures;
  }
}
