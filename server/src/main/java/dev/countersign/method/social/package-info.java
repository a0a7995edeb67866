/// Proof by somebody else's word: an account at a provider, by OAuth 2.0 and OpenID Connect and what
/// came before them. One small file for each provider says where it is asked, for what, and how its
/// answer reads.
@NullMarked
package dev.countersign.method.social;

import org.jspecify.annotations.NullMarked;
