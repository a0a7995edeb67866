package dev.countersign.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Base58;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A wallet of Solana, as a browser extension is one: it has a key and signs what it is shown.
public record SolanaWallet(KeyPair pair) {
  public static final String SITE = "https://app.example.org";

  public static SolanaWallet fresh() {
    try {
      return new SolanaWallet(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String address() {
    byte[] spki = pair.getPublic().getEncoded();
    return Base58.encode(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
  }

  /// The body of a sign-in or link, over a fresh nonce.
  public Map<String, Object> post(TestServer server, UUID environment) {
    return post(server, environment, nonce(server, environment));
  }

  public Map<String, Object> post(TestServer server, UUID environment, String nonce) {
    String message =
        """
        app.example.org wants you to sign in with your Solana account:
        %s

        Welcome to Shop.

        URI: %s/
        Version: 1
        Nonce: %s
        Issued At: %s
        Request ID: %s\
        """
            .formatted(address(), SITE, nonce, server.clock.instant(), environment);
    var body = new HashMap<String, Object>();
    body.put("chain", "SOL");
    body.put("publicWalletAddress", address());
    body.put("messageToSign", message);
    body.put("signedMessage", sign(message));
    body.put("walletName", "phantomsol");
    body.put("walletProvider", "browserExtension");
    body.put("network", "101");
    body.put("additionalWalletAddresses", List.of());
    return body;
  }

  public Reply signIn(TestServer server, UUID environment) {
    return server.client(environment, "POST", "/wallets/signin", post(server, environment));
  }

  public String token(TestServer server, UUID environment) {
    return signIn(server, environment).text("minifiedJwt");
  }

  public String sign(String message) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String nonce(TestServer server, UUID environment) {
    return server.client(environment, "GET", "/nonce", null).text("nonce");
  }
}
