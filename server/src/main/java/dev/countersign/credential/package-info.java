/// What a person has proven to control, and who owns which. Never how it was proven.
@NullMarked
package dev.countersign.credential;

import org.jspecify.annotations.NullMarked;
