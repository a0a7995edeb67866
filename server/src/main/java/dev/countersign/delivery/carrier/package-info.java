/// What those who carry messages have in common.
@NullMarked
package dev.countersign.delivery.carrier;

import org.jspecify.annotations.NullMarked;
