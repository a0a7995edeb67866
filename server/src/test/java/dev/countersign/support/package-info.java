/// What the tests share: both stores, and fakes of the outside world that behave.
/// Never a mock, and never part of the product.
@NullMarked
package dev.countersign.support;

import org.jspecify.annotations.NullMarked;
