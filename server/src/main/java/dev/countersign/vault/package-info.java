/// Secrets at rest: the master key, what is sealed under it, and keyed digests.
/// Never hands the master key out, and never prints a key.
@NullMarked
package dev.countersign.vault;

import org.jspecify.annotations.NullMarked;
