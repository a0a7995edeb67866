/// One tenant: its settings, its allowed origins, who issues its tokens.
/// Never reads or writes what belongs to another environment.
@NullMarked
package dev.countersign.environment;

import org.jspecify.annotations.NullMarked;
