package dev.countersign.method.wallet;

import dev.countersign.crypto.Bytes;
import java.math.BigInteger;
import java.util.HexFormat;

/// What the constructor of `SignatureCheck.sol` is given: account, hash, signature, factory,
/// preparation, as the contract ABI writes them.
record CheckArguments(String address, byte[] hash, CounterfactualSignature parts) {
  private static final int WORD = 32;
  private static final int HEAD = 5 * WORD;

  byte[] encoded() {
    byte[] signature = list(parts.signature());
    byte[] preparation = list(parts.preparation());
    byte[] account = HexFormat.of().parseHex(address, 2, address.length());
    return Bytes.join(
        word(account),
        hash,
        number(HEAD),
        word(parts.factory()),
        number(HEAD + signature.length),
        signature,
        preparation);
  }

  private static byte[] list(byte[] bytes) {
    byte[] padding = new byte[(WORD - bytes.length % WORD) % WORD];
    return Bytes.join(number(bytes.length), bytes, padding);
  }

  private static byte[] word(byte[] bytes) {
    return Bytes.join(new byte[WORD - bytes.length], bytes);
  }

  private static byte[] number(int value) {
    return Bytes.unsigned(BigInteger.valueOf(value), WORD);
  }
}
