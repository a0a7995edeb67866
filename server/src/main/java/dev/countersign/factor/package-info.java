/// Second factors: which a person has, the apps whose codes they type, the codes for when all is
/// lost, and what a session owes. Nobody signs in by what is kept here.
@NullMarked
package dev.countersign.factor;

import org.jspecify.annotations.NullMarked;
