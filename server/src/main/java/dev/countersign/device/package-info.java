/// The devices a person has signed in on, by the key that each proved or by a cookie of ours, and the
/// links that approve a further one. Taking a device off the list ends what was signed in there.
@NullMarked
package dev.countersign.device;

import org.jspecify.annotations.NullMarked;
