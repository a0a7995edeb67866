/// Tokens and public keys of strangers: read strictly, fetched with bounds, verified by keys that an
/// operator trusts. Knows no claim's meaning, no user, and never a key that a token brings along.
@NullMarked
package dev.countersign.jose;

import org.jspecify.annotations.NullMarked;
