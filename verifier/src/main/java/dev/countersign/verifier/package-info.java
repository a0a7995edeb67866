/// Verifies Countersign's access tokens on a customer's backend, offline once it has the keys.
/// Never believes a claim before the signature, nor a key or an algorithm that a token brings.
@NullMarked
package dev.countersign.verifier;

import org.jspecify.annotations.NullMarked;
