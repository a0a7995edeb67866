package dev.countersign.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Secrets at rest, sealed by AES-256-GCM (NIST SP 800-38D): version ‖ nonce ‖ ciphertext ‖ tag.
public final class AesGcmBox {
  private static final byte VERSION = 1;
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG = 16;

  /// The nonce must be fresh and random: the same one twice under one key gives both away (§8).
  /// `associatedData` says whose box it is, so that a box moved elsewhere does not open.
  public byte[] seal(SecretKey key, byte[] plaintext, byte[] associatedData, byte[] nonce12) {
    if (nonce12.length != NONCE) throw new IllegalArgumentException("nonce is not 12 bytes");
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce12, associatedData).doFinal(plaintext);
      return ByteBuffer.allocate(1 + NONCE + sealed.length)
          .put(VERSION)
          .put(nonce12)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  public byte[] open(SecretKey key, byte[] sealed, byte[] associatedData) {
    if (sealed.length < 1 + NONCE + TAG) throw new MalformedInput("sealed: too short");
    if (sealed[0] != VERSION) throw new MalformedInput("sealed: unknown version");
    byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, associatedData)
          .doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
    } catch (AEADBadTagException _) {
      throw new MalformedInput("sealed: another key, another place, or altered");
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException(unusable);
    }
  }

  /// The version is authenticated with the rest, so that no box can pass for one of a later kind.
  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    byte[] raw = key.getEncoded();
    if (raw == null || raw.length != KEY) throw new IllegalArgumentException("key is not 256 bits");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
