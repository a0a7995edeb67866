/// The devices a person has signed in on, by the key that each proved. A key never leaves its
/// device, so taking one off the list ends what was signed in there.
@NullMarked
package dev.countersign.device;

import org.jspecify.annotations.NullMarked;
