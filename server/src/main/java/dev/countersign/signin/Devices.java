package dev.countersign.signin;

import dev.countersign.base.Problem;
import dev.countersign.base.Refusal;
import dev.countersign.challenge.Nonces;
import dev.countersign.crypto.CryptoProvider;
import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import java.time.Instant;
import java.util.Optional;

/// Checks device proofs. One that is sent must hold, and each nonce is good for one.
public final class Devices {
  private final Nonces nonces;
  private final CryptoProvider provider;

  public Devices(Nonces nonces, CryptoProvider provider) {
    this.nonces = nonces;
    this.provider = provider;
  }

  /// Everything that needs no database.
  void check(Environment environment, Optional<DeviceProof> sent) {
    sent.ifPresent(
        proof -> {
          if (!nonces.issuedHere(environment, proof.nonce())) throw refused("nonce not ours");
          if (!proof.key().verify(provider, proof.signed(), proof.signature())) {
            throw refused("signature");
          }
        });
  }

  /// In the transaction that the proof is for: of two uses of a nonce, one is refused.
  void spend(Tx tx, Environment environment, Optional<DeviceProof> sent, Instant now) {
    if (sent.isPresent() && !nonces.spend(tx, environment, sent.get().nonce(), now)) {
      throw refused("nonce used before");
    }
  }

  private static Refusal refused(String what) {
    return new Refusal(Problem.INVALID_DEVICE_SIGNATURE, what);
  }
}
