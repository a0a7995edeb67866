/// Throttling: every limit in one list, counted for one address, person or environment.
/// Never decides what is refused besides being too much.
@NullMarked
package dev.countersign.limit;

import org.jspecify.annotations.NullMarked;
