/// What leaves the house for a person: messages, the durable outbox, the courier, the local inbox.
/// Never decides who may sign in, and never lets a code into a log, a status or a clear-text row.
@NullMarked
package dev.countersign.delivery;

import org.jspecify.annotations.NullMarked;
