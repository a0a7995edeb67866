package dev.countersign.signin;

import dev.countersign.environment.Environment;
import dev.countersign.session.Client;
import dev.countersign.token.Caller;
import java.util.Optional;

/// Who asks, before anything is proven: the environment, the software, the device if it signed or has a
/// cookie, and what is wanted beyond a session.
record Visitor(
    Environment environment,
    Client client,
    Optional<DeviceProof> device,
    Optional<DeviceCookie> deviceCookie,
    Wanted wanted) {
  /// A person who is signed in: their new tokens are made out to the site that the old ones were.
  Visitor as(Caller caller) {
    return new Visitor(
        environment, client.forOrigin(caller.audience()), device, deviceCookie, wanted);
  }
}
