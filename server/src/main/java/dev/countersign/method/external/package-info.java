/// Proof by a token of an issuer that the operator trusts. It only judges: whom the token signs in is
/// decided elsewhere.
@NullMarked
package dev.countersign.method.external;

import org.jspecify.annotations.NullMarked;
