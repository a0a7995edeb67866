/// Sign-in by a one-time code sent to a phone.
@NullMarked
package dev.countersign.method.sms;

import org.jspecify.annotations.NullMarked;
