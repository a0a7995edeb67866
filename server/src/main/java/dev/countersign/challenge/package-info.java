/// What is asked once: codes, nonces. Check and spend are one statement.
/// Never knows what an answer opens.
@NullMarked
package dev.countersign.challenge;

import org.jspecify.annotations.NullMarked;
