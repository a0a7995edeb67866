package dev.countersign.method.passkey;

import static java.util.Objects.requireNonNull;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.attestation.statement.androidkey.AndroidKeyAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.apple.AppleAnonymousAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.none.NoneAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.packed.PackedAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.tpm.TPMAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.statement.u2f.FIDOU2FAttestationStatementVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.NullCertPathTrustworthinessVerifier;
import com.webauthn4j.verifier.attestation.trustworthiness.self.DefaultSelfAttestationTrustworthinessVerifier;
import dev.countersign.crypto.Base64Url;
import dev.countersign.environment.Environment;
import dev.countersign.environment.PasskeySettings.UserVerification;
import dev.countersign.method.passkey.Ceremony.Purpose;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The verification of WebAuthn §7.1 and §7.2, but for what needs the store. An attestation must hold
/// if there is one; whose certificate it comes from is not asked, since none is required (§7.1
/// step 23).
final class WebAuthn {
  /// EdDSA, ES256, RS256 (RFC 9053 §2, RFC 8812 §2), best first.
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.RS256);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(
              algorithm ->
                  new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
          .toList();

  private final WebAuthnManager manager;
  private final AttestedCredentialDataConverter attested;

  WebAuthn() {
    var converter = new ObjectConverter();
    this.attested = new AttestedCredentialDataConverter(converter);
    this.manager =
        new WebAuthnManager(
            List.of(
                new NoneAttestationStatementVerifier(),
                new PackedAttestationStatementVerifier(),
                new TPMAttestationStatementVerifier(),
                new AndroidKeyAttestationStatementVerifier(),
                new AppleAnonymousAttestationStatementVerifier(),
                new FIDOU2FAttestationStatementVerifier()),
            new NullCertPathTrustworthinessVerifier(),
            new DefaultSelfAttestationTrustworthinessVerifier(),
            converter);
  }

  Registered register(Environment environment, Ceremony begun, PasskeyAnswer answer) {
    byte[] object = answer.required("attestationObject");
    List<String> transports = answer.transports();
    var parameters =
        new RegistrationParameters(
            expected(environment, begun, answer), PARAMETERS, mustVerify(environment), true);
    var request = new RegistrationRequest(object, answer.clientData(), Set.copyOf(transports));
    var verified =
        judged(begun.purpose(), () -> manager.verify(manager.parse(request), parameters));
    var data = requireNonNull(verified.getAttestationObject()).getAuthenticatorData();
    AttestedCredentialData credential = data.getAttestedCredentialData();
    if (credential == null || !Base64Url.encode(credential.getCredentialId()).equals(answer.id())) {
      throw begun.purpose().refused("attested is another id");
    }
    return new Registered(
        answer.id(),
        begun.relyingParty(),
        begun.userHandle().orElseThrow(),
        attested.convert(credential),
        requireNonNull(credential.getAaguid().getValue()),
        transports,
        answer.origin(),
        state(data),
        new Attestation(object, answer.clientData()));
  }

  Assertion prove(Environment environment, Ceremony begun, Passkey passkey, PasskeyAnswer answer) {
    var record =
        new CredentialRecordImpl(
            null,
            passkey.uvInitialized(),
            passkey.backupEligible(),
            passkey.backedUp(),
            passkey.signCount(),
            attested.convert(passkey.attested()),
            null,
            null,
            null,
            null);
    var parameters =
        new AuthenticationParameters(
            expected(environment, begun, answer), record, null, mustVerify(environment), true);
    var request =
        new AuthenticationRequest(
            Base64Url.decode(answer.id()),
            passkey.userHandle(),
            answer.required("authenticatorData"),
            answer.clientData(),
            answer.required("signature"));
    var verified =
        judged(begun.purpose(), () -> manager.verify(manager.parse(request), parameters));
    return state(requireNonNull(verified.getAuthenticatorData()));
  }

  private static ServerProperty expected(
      Environment environment, Ceremony begun, PasskeyAnswer answer) {
    // The origin is judged as the browser wrote it, not as the library reads it.
    return ServerProperty.builder()
        .originPredicate(_ -> begun.relyingParty().expects(environment, answer.origin()))
        .rpId(begun.relyingParty().id())
        .challenge(new DefaultChallenge(Base64Url.decode(begun.challenge())))
        .build();
  }

  private static boolean mustVerify(Environment environment) {
    return environment.settings().passkeys().userVerification() == UserVerification.REQUIRED;
  }

  private static Assertion state(AuthenticatorData<?> data) {
    return new Assertion(data.getSignCount(), data.isFlagBE(), data.isFlagBS(), data.isFlagUV());
  }

  /// What a stranger sends is read and judged in here: whatever the library stumbles over is refused.
  private static <T> T judged(Purpose purpose, Supplier<T> judgement) {
    try {
      return judgement.get();
    } catch (RuntimeException e) {
      throw purpose.refused(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
