/// Proof that a person asks, judged by a service that the environment has a key of.
@NullMarked
package dev.countersign.captcha;

import org.jspecify.annotations.NullMarked;
