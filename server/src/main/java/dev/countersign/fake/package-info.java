/// A provider of OAuth 2.0 and OpenID Connect that lets anyone be anybody: served in `dev` only, for
/// the demo and for tests. Strict in the protocol, so that a mistake of ours is seen.
@NullMarked
package dev.countersign.fake;

import org.jspecify.annotations.NullMarked;
