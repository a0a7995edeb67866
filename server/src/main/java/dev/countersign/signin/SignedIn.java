package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.credential.Owner;
import dev.countersign.session.Session;
import dev.countersign.token.Tokens;

/// How a person stands after a sign-in, a refresh or a change: user, session, rights and tokens.
public record SignedIn(Owner owner, Session session, Access access, Tokens tokens) {}
