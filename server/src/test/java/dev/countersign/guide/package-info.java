/// What the guide prints in Java, as a stranger would write it.
/// Never uses anything of the server.
@NullMarked
package dev.countersign.guide;

import org.jspecify.annotations.NullMarked;
