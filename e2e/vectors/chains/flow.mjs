import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sha3_256 } from '@noble/hashes/sha3.js';
import { NONCE, bytes, hex, keyOf, message } from '../message.mjs';

// An account's address is the network's to give: it tells nothing of its keys.
const ADA = '0x1d007d755531709b';
const EVE = '0x1654653399040a61';
const TAG = Uint8Array.from({ length: 32 }, (_, i) => bytes('FLOW-V0.0-user')[i] ?? 0);

const KEYS = [
  { name: 'ada', curve: p256, hash: sha3_256, weight: 1000 },
  { name: 'ada 1', curve: secp256k1, hash: sha256, weight: 1000 },
  { name: 'ada 2', curve: p256, hash: sha256, weight: 500 },
  { name: 'ada 3', curve: secp256k1, hash: sha3_256, weight: 500 },
  { name: 'ada 4', curve: p256, hash: sha3_256, weight: 1000, revoked: true },
  { name: 'ada 5', curve: p256, hash: sha3_256, weight: 999 },
];
const EVES = [{ name: 'eve', curve: p256, hash: sha3_256, weight: 1000 }];

/** As access nodes tell them. */
const told = (keys) =>
  keys.map(({ name, curve, hash, weight, revoked = false }, index) => ({
    index: String(index),
    public_key: '0x' + hex(curve.getPublicKey(keyOf(name), false).slice(1)),
    signing_algorithm: curve === p256 ? 'ECDSA_P256' : 'ECDSA_secp256k1',
    hashing_algorithm: hash === sha256 ? 'SHA2_256' : 'SHA3_256',
    sequence_number: '7',
    weight: String(weight),
    revoked,
  }));

export default async function () {
  const text = message('Flow', ADA, 'mainnet');
  const sign = (keyId, { what = text, tag = TAG, keys = KEYS, addr = ADA, high = false } = {}) => {
    const { name, curve, hash } = keys[keyId];
    const digest = hash(new Uint8Array([...tag, ...bytes(what)]));
    let signature = curve.sign(digest, keyOf(name), { prehash: false, lowS: true });
    if (high) {
      const { r, s } = curve.Signature.fromBytes(signature);
      signature = new curve.Signature(r, curve.Point.Fn.ORDER - s).toBytes();
    }
    return { f_type: 'CompositeSignature', f_vsn: '1.0.0', addr, keyId, signature: hex(signature) };
  };
  const post = (...signatures) => JSON.stringify({ appName: 'Example', signedMessage: signatures });
  const vector = (name, signature, more) => ({ name, address: ADA, message: text, signature, expect: 'key', ...more });
  const bad = (name, signature, more) => vector(name, signature, { expect: 'invalid_wallet_signature', ...more });
  const upper = message('Flow', ADA.toUpperCase().replace('X', 'x'), 'mainnet');

  return {
    made: '@noble/curves 2.4.0, @noble/hashes 2.4.0',
    chain: 'FLOW',
    other: EVE,
    accounts: { [ADA]: told(KEYS), [EVE]: told(EVES) },
    vectors: [
      vector('P-256 and SHA3-256', post(sign(0))),
      vector('secp256k1 and SHA2-256', post(sign(1))),
      vector('two keys of half the weight', post(sign(2), sign(3))),
      vector('either s', post(sign(0, { high: true }))),
      vector('either s of secp256k1', post(sign(1, { high: true }))),
      vector('an address of a signature without 0x', post(sign(0, { addr: ADA.slice(2) }))),
      vector('an address without 0x', post(sign(0)), { address: ADA.slice(2) }),
      vector('an address in upper case', post(sign(0, { what: upper })), {
        address: ADA.toUpperCase().replace('X', 'x'),
        message: upper,
      }),
      bad('half the weight', post(sign(2))),
      bad('999 of 1000', post(sign(5))),
      bad('one key twice', post(sign(2), sign(2))),
      bad('a revoked key', post(sign(4))),
      bad('a revoked key beside a good one', post(sign(0), sign(4))),
      bad('a bad signature beside a good one', post(sign(0), { ...sign(1), signature: sign(0).signature })),
      bad('a key that the account has not', post({ ...sign(0), keyId: 6 })),
      bad('the number of another key', post({ ...sign(0), keyId: 1 })),
      bad("another account's key", post(sign(0, { keys: EVES }))),
      bad('of another account', post(sign(0, { keys: EVES, addr: EVE }))),
      bad('without the tag', post(sign(0, { tag: [] }))),
      bad('the tag of transactions', post(sign(0, { tag: TAG.map((byte, i) => bytes('FLOW-V0.0-transaction')[i] ?? 0) }))),
      bad('of another nonce', post(sign(0, { what: text.replace(NONCE, NONCE.replace('0', '1')) }))),
      bad('zeros', post({ ...sign(0), signature: '00'.repeat(64) })),
      bad('a byte less', post({ ...sign(0), signature: sign(0).signature.slice(2) })),
      bad('a byte more', post({ ...sign(0), signature: sign(0).signature + '00' })),
      bad('no signatures', post()),
      bad('many signatures', post(...Array(33).fill(sign(0)))),
      bad('a key by text', post({ ...sign(0), keyId: '0' })),
      bad('a key below zero', post({ ...sign(0), keyId: -1 })),
      bad('a bare signature', sign(0).signature),
      vector('an address of 7 bytes', post(sign(0)), { address: ADA.slice(0, -2), expect: 'invalid_wallet_address' }),
      vector('an address of 9 bytes', post(sign(0)), { address: ADA + '00', expect: 'invalid_wallet_address' }),
    ],
  };
}
