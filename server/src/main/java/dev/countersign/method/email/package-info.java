/// Sign-in by a one-time code sent to an e-mail address.
@NullMarked
package dev.countersign.method.email;

import org.jspecify.annotations.NullMarked;
