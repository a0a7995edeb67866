/// Proof of a wallet: a sign-in message, read and checked once for all chains, and one file for
/// each chain that says how its addresses are written and its signatures verified.
@NullMarked
package dev.countersign.method.wallet;

import org.jspecify.annotations.NullMarked;
