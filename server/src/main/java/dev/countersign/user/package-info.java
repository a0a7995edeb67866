/// The person's record: id and profile. Knows nothing of how the person proves anything.
@NullMarked
package dev.countersign.user;

import org.jspecify.annotations.NullMarked;
