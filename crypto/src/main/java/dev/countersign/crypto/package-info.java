/// Pure functions on bytes: signatures, tokens' outer shape, sealing, derived keys, digests.
/// Never reads a clock or a file, opens a connection, or draws randomness, but for RSA keys.
@NullMarked
package dev.countersign.crypto;

import org.jspecify.annotations.NullMarked;
