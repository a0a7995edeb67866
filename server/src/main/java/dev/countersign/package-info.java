/// Holds Main, which builds every room in order.
/// May never hold a rule.
@NullMarked
package dev.countersign;

import org.jspecify.annotations.NullMarked;
