package dev.countersign.guide;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/// Verifies access tokens without our library. The guide prints it; `GuideTest` runs it.
public final class NimbusAccessTokens {
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  public NimbusAccessTokens(URI baseUrl, String environmentId) throws MalformedURLException {
    URI jwks = baseUrl.resolve("/api/v0/sdk/" + environmentId + "/.well-known/jwks");
    var keys = JWKSourceBuilder.create(jwks.toURL()).build();
    String issuer = baseUrl.getAuthority() + "/" + environmentId;
    var expected = new JWTClaimsSet.Builder().issuer(issuer).claim("token_use", "access").build();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(expected, Set.of("sub", "exp", "scope")));
  }

  public String userOf(String accessToken) throws ParseException, BadJOSEException, JOSEException {
    JWTClaimsSet claims = processor.process(accessToken, null);
    List<String> scopes = List.of(claims.getStringClaim("scope").split(" ", -1));
    if (!scopes.contains("user:basic")) throw new BadJWTException("not complete");
    return claims.getSubject();
  }
}
