/// Text messages, by the HTTP interfaces of those who send them.
@NullMarked
package dev.countersign.delivery.sms;

import org.jspecify.annotations.NullMarked;
