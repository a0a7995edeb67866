/// The ceremony: every sign-in takes, proves, uses, binds, opens and issues, in that order.
/// Only here do methods, users, sessions and tokens meet.
@NullMarked
package dev.countersign.signin;

import org.jspecify.annotations.NullMarked;
