package dev.countersign.signin;

import dev.countersign.access.Access;
import dev.countersign.credential.Owner;
import dev.countersign.session.Session;
import dev.countersign.token.Tokens;
import java.util.Optional;

/// How a person stands after a sign-in, a refresh or a change: user, session, rights and tokens, an
/// elevated one among them where one was given; and the device's cookie, where that stands for it.
public record SignedIn(
    Owner owner,
    Session session,
    Access access,
    Tokens tokens,
    Optional<String> elevation,
    Optional<DeviceCookie> deviceCookie) {
  SignedIn(
      Owner owner,
      Session session,
      Access access,
      Tokens tokens,
      Optional<DeviceCookie> deviceCookie) {
    this(owner, session, access, tokens, Optional.empty(), deviceCookie);
  }

  SignedIn with(Optional<String> given) {
    return new SignedIn(owner, session, access, tokens, given, deviceCookie);
  }

  @Override
  public String toString() {
    return "SignedIn " + owner.userId();
  }
}
