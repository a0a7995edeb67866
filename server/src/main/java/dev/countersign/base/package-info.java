/// What every room may use: the catalogue of refusals, JSON, input, randomness.
/// Never speaks HTTP or SQL, and knows nothing of sign-in.
@NullMarked
package dev.countersign.base;

import org.jspecify.annotations.NullMarked;
