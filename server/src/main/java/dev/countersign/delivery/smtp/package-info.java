/// The operator's mail server: where it is, how to log in, and one mail handed to it.
/// Never knows the store, and never decides whether a mail is tried again.
@NullMarked
package dev.countersign.delivery.smtp;

import org.jspecify.annotations.NullMarked;
