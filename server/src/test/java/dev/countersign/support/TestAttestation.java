package dev.countersign.support;

import static dev.countersign.support.TestPasskey.bytes;
import static dev.countersign.support.TestPasskey.joined;
import static dev.countersign.support.TestPasskey.ordered;
import static dev.countersign.support.TestPasskey.sign;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.crypto.Sha256;
import dev.countersign.support.TestPasskey.Statement;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;

/// The formats in which authenticators attest to a key (WebAuthn §8). Their makers' certificates are
/// our own.
public enum TestAttestation implements TestPasskey.Format {
  /// §8.2, by a certificate of the maker.
  PACKED {
    @Override
    public Statement of(TestPasskey passkey, byte[] data, byte[] hash) {
      byte[] aaguid =
          ByteBuffer.allocate(16)
              .putLong(passkey.aaguid.getMostSignificantBits())
              .putLong(passkey.aaguid.getLeastSignificantBits())
              .array();
      byte[] certificate =
          certificate(
              names("2.5.4.6", "NO", "2.5.4.10", "Maker", "2.5.4.11", UNIT, "2.5.4.3", "Model"),
              MAKER.getPublic(),
              extension("1.3.6.1.4.1.45724.1.1.4", Der.octets(aaguid)));
      byte[] signature = sign(MAKER, joined(data, hash));
      return new Statement(
          "packed", ordered("alg", -7, "sig", signature, "x5c", List.of(certificate)));
    }
  },

  /// §8.3, of a key on P-256.
  TPM {
    @Override
    public Statement of(TestPasskey passkey, byte[] data, byte[] hash) {
      byte[] area = tpmPublic((ECPublicKey) passkey.keys.getPublic());
      byte[] info = tpmCertify(Sha256.of(joined(data, hash)), Sha256.of(area));
      byte[] device =
          names("2.23.133.2.1", "id:FFFFF1D0", "2.23.133.2.2", "TPM", "2.23.133.2.3", "id:13");
      byte[] certificate =
          certificate(
              Der.sequence(),
              MAKER.getPublic(),
              critical("2.5.29.17", Der.sequence(Der.explicit(4, device))),
              extension("2.5.29.37", Der.sequence(Der.oid("2.23.133.8.3"))));
      return new Statement(
          "tpm",
          ordered(
              "ver",
              "2.0",
              "alg",
              -7,
              "x5c",
              List.of(certificate),
              "sig",
              sign(MAKER, info),
              "certInfo",
              info,
              "pubArea",
              area));
    }
  },

  /// §8.4.
  ANDROID_KEY {
    @Override
    public Statement of(TestPasskey passkey, byte[] data, byte[] hash) {
      byte[] generated =
          Der.sequence(Der.explicit(1, Der.set(Der.integer(2))), Der.explicit(702, Der.integer(0)));
      byte[] description =
          Der.sequence(
              Der.integer(3),
              Der.enumerated(1),
              Der.integer(4),
              Der.enumerated(1),
              Der.octets(hash),
              Der.octets(new byte[0]),
              Der.sequence(),
              generated);
      byte[] certificate =
          certificate(
              names("2.5.4.3", "Android"),
              passkey.keys.getPublic(),
              extension("1.3.6.1.4.1.11129.2.1.17", description));
      byte[] signature = sign(passkey.keys, joined(data, hash));
      return new Statement(
          "android-key", ordered("alg", -7, "sig", signature, "x5c", List.of(certificate)));
    }
  },

  /// §8.8.
  APPLE {
    @Override
    public Statement of(TestPasskey passkey, byte[] data, byte[] hash) {
      byte[] nonce = Sha256.of(joined(data, hash));
      byte[] certificate =
          certificate(
              names("2.5.4.3", "Apple"),
              passkey.keys.getPublic(),
              extension(
                  "1.2.840.113635.100.8.2", Der.sequence(Der.explicit(1, Der.octets(nonce)))));
      return new Statement("apple", ordered("x5c", List.of(certificate)));
    }
  },

  /// §8.6.
  FIDO_U2F {
    @Override
    public Statement of(TestPasskey passkey, byte[] data, byte[] hash) {
      var key = ((ECPublicKey) passkey.keys.getPublic()).getW();
      byte[] signed =
          joined(
              new byte[1],
              Sha256.of(passkey.rpId.getBytes(UTF_8)),
              hash,
              passkey.credentialId,
              new byte[] {4},
              bytes(key.getAffineX()),
              bytes(key.getAffineY()));
      byte[] certificate = certificate(names("2.5.4.3", "U2F"), MAKER.getPublic());
      return new Statement(
          "fido-u2f", ordered("sig", sign(MAKER, signed), "x5c", List.of(certificate)));
    }
  };

  private static final String UNIT = "Authenticator Attestation";
  private static final KeyPair MAKER = TestPasskey.keyPair();
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

  @Override
  public abstract Statement of(TestPasskey passkey, byte[] data, byte[] hash);

  /// RFC 5280 §4.1, version 3.
  private static byte[] certificate(byte[] subject, PublicKey key, byte[]... extensions) {
    byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
    byte[] life = Der.sequence(Der.time("200101000000Z"), Der.time("491231235959Z"));
    byte[] more = extensions.length == 0 ? new byte[0] : Der.explicit(3, Der.sequence(extensions));
    byte[] signed =
        Der.sequence(
            Der.explicit(0, Der.integer(2)),
            Der.integer(1),
            algorithm,
            names("2.5.4.3", "Maker"),
            life,
            subject,
            key.getEncoded(),
            more);
    return Der.sequence(signed, algorithm, Der.bits(sign(MAKER, signed)));
  }

  private static byte[] critical(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.tagged(0x01, new byte[] {-1}), Der.octets(value));
  }

  private static byte[] extension(String oid, byte[] value) {
    return Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] names(String... attributes) {
    byte[][] parts = new byte[attributes.length / 2][];
    for (int i = 0; i < parts.length; i++) {
      byte[] value = Der.utf8(attributes[2 * i + 1]);
      parts[i] = Der.set(Der.sequence(Der.oid(attributes[2 * i]), value));
    }
    return Der.sequence(parts);
  }

  /// TPM 2.0 Part 2 §12.2.4, `TPMT_PUBLIC`: ECC, SHA-256, no policy, no scheme, NIST P-256.
  private static byte[] tpmPublic(ECPublicKey key) {
    return ByteBuffer.allocate(18 + 2 * 34)
        .putShort((short) 0x0023)
        .putShort((short) 0x000b)
        .putInt(0)
        .putShort((short) 0)
        .putShort((short) 0x0010)
        .putShort((short) 0x0010)
        .putShort((short) 0x0003)
        .putShort((short) 0x0010)
        .putShort((short) 32)
        .put(bytes(key.getW().getAffineX()))
        .putShort((short) 32)
        .put(bytes(key.getW().getAffineY()))
        .array();
  }

  /// TPM 2.0 Part 2 §10.12.12, `TPMS_ATTEST` of a `TPMS_CERTIFY_INFO`.
  private static byte[] tpmCertify(byte[] extra, byte[] name) {
    return ByteBuffer.allocate(4 + 2 + 2 + 2 + 32 + 17 + 8 + 2 * 36)
        .putInt(0xff544347)
        .putShort((short) 0x8017)
        .putShort((short) 0)
        .putShort((short) 32)
        .put(extra)
        .put(new byte[17 + 8])
        .putShort((short) 34)
        .putShort((short) 0x000b)
        .put(name)
        .putShort((short) 34)
        .putShort((short) 0x000b)
        .put(name)
        .array();
  }
}
