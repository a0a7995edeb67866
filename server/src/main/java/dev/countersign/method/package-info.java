/// How a person proves something. A method only proves: it knows no user, session, token or HTTP.
@NullMarked
package dev.countersign.method;

import org.jspecify.annotations.NullMarked;
