package dev.countersign.signin;

import dev.countersign.environment.Environment;
import dev.countersign.session.Client;
import java.util.Optional;

/// Who asks, before anything is proven: the environment, the software, and the device if it signed.
record Visitor(Environment environment, Client client, Optional<DeviceProof> device) {}
