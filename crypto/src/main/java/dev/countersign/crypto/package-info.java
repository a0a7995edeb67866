/// Holds pure functions on bytes: signatures, digests, encryption, token encoding.
/// May never read a clock, open a connection, or know a user.
@NullMarked
package dev.countersign.crypto;

import org.jspecify.annotations.NullMarked;
