/// The one HTTP client: to addresses that an operator wrote down, in bounded time and size, and to
/// no private address. Never to an address that a stranger sent.
@NullMarked
package dev.countersign.outbound;

import org.jspecify.annotations.NullMarked;
