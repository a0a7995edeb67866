/// A lasting sign-in that can be revoked. Whether a session lives is decided here and nowhere else.
@NullMarked
package dev.countersign.session;

import org.jspecify.annotations.NullMarked;
