/// Whether custom hostnames lead here and belong to whoever claims them. Asks the DNS, and keeps
/// nothing itself.
@NullMarked
package dev.countersign.hostname;

import org.jspecify.annotations.NullMarked;
