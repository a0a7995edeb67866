package dev.countersign.token;

import dev.countersign.session.Session;
import java.util.Set;
import java.util.UUID;

/// A signed-in person who calls: a verified access token of a live session. `audience` is the site
/// the token was made out to.
public record Caller(UUID userId, Session session, String audience, Set<String> scopes) {}
