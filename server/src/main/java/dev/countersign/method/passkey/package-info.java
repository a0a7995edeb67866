/// Proof by a passkey (Web Authentication Level 3). It keeps the public keys and their counters; whom
/// a passkey signs in is decided elsewhere.
@NullMarked
package dev.countersign.method.passkey;

import org.jspecify.annotations.NullMarked;
