package dev.countersign.signin;

import dev.countersign.db.Tx;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Mfa.Method;
import dev.countersign.factor.Factor;
import dev.countersign.factor.FactorStore;
import dev.countersign.method.passkey.Passkey;
import dev.countersign.method.passkey.Passkeys;
import java.util.List;
import java.util.UUID;

/// Passkeys as second factors: verified by their registration, and called what their owners call
/// them.
public final class PasskeyFactors implements FactorStore {
  private final Passkeys passkeys;

  public PasskeyFactors(Passkeys passkeys) {
    this.passkeys = passkeys;
  }

  @Override
  public List<Factor> ofUser(Tx tx, Environment environment, UUID userId) {
    if (!environment.settings().mfa().methods().contains(Method.PASSKEY)) return List.of();
    return passkeys.ofUser(tx, environment, userId).stream().map(PasskeyFactors::factor).toList();
  }

  /// They are the person's to delete.
  @Override
  public void forget(Tx tx, Environment environment, UUID userId) {}

  private static Factor factor(Passkey passkey) {
    var since = passkey.createdAt();
    return new Factor(passkey.id(), Method.PASSKEY, passkey.label(), since, since);
  }
}
