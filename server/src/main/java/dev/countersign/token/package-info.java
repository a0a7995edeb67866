/// Signing keys, the tokens they sign, and what a verified token says.
/// Never reads a claim before the signature, and never accepts a key from a token.
@NullMarked
package dev.countersign.token;

import org.jspecify.annotations.NullMarked;
