/// The page that shows a first sign-in, served in `dev` only.
/// Uses the public wire like any other app; has no rights of its own.
@NullMarked
package dev.countersign.demo;

import org.jspecify.annotations.NullMarked;
