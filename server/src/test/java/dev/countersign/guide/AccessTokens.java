package dev.countersign.guide;

import dev.countersign.verifier.AccessTokenVerifier;
import dev.countersign.verifier.InvalidAccessToken;
import java.net.URI;

/// Verifies access tokens on a customer's backend. The guide prints it; `GuideTest` runs it.
public final class AccessTokens implements AutoCloseable {
  private final AccessTokenVerifier verifier;

  public AccessTokens(URI baseUrl, String environmentId, String site) {
    verifier =
        AccessTokenVerifier.of(baseUrl, environmentId).audience(site).refuseRevoked().build();
  }

  public String userOf(String accessToken) throws InvalidAccessToken {
    return verifier.verify(accessToken).subject();
  }

  @Override
  public void close() {
    verifier.close();
  }
}
