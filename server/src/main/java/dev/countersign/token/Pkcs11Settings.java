package dev.countersign.token;

import java.nio.file.Path;

/// A token (HSM, smart card) that keeps the private signing keys: a configuration file of the JDK's
/// SunPKCS11 provider, which names the library and the slot, and the file of the user's PIN.
public record Pkcs11Settings(Path configuration, Path pinFile) {}
