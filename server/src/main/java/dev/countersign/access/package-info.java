/// What a signed-in person may do: scopes, and what is still missing before they may.
@NullMarked
package dev.countersign.access;

import org.jspecify.annotations.NullMarked;
