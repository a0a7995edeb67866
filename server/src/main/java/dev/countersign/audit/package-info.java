/// Who did what, and when. Never a code, a token or a key.
/// An event is written in the transaction of the act it tells of.
@NullMarked
package dev.countersign.audit;

import org.jspecify.annotations.NullMarked;
