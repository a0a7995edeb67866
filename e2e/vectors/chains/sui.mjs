import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { MultiSigPublicKey } from '@mysten/sui/multisig';
import { base64, bytes, keyOf, message } from '../message.mjs';

export default async function () {
  const keys = [Ed25519Keypair, Secp256k1Keypair, Secp256r1Keypair].map((kind) => kind.fromSecretKey(keyOf('ada')));
  const eve = Ed25519Keypair.fromSecretKey(keyOf('eve'));
  const sign = async (key, text) => (await key.signPersonalMessage(bytes(text))).signature;
  const good = [];
  for (const key of keys) {
    const address = key.toSuiAddress();
    const text = message('Sui', address);
    good.push({ name: key.getKeyScheme(), address, message: text, signature: await sign(key, text), expect: 'key' });
  }
  const [first, second] = good;
  const many = MultiSigPublicKey.fromPublicKeys({ threshold: 1, publicKeys: keys.map((key) => ({ publicKey: key.getPublicKey(), weight: 1 })) });
  const manyText = message('Sui', many.toSuiAddress());
  const flagged = (flag) => {
    const data = Buffer.from(first.signature, 'base64');
    data[0] = flag;
    return base64(data);
  };

  return {
    made: '@mysten/sui 2.33.1',
    chain: 'SUI',
    other: eve.toSuiAddress(),
    vectors: [
      ...good,
      { ...first, name: 'another key', signature: await sign(eve, first.message), expect: 'invalid_wallet_signature' },
      { ...first, name: 'another scheme', signature: await sign(keys[1], first.message), expect: 'invalid_wallet_signature' },
      { ...second, name: 'flag of another scheme', signature: flagged(1), expect: 'invalid_wallet_signature' },
      { ...first, name: 'unknown flag', signature: flagged(9), expect: 'invalid_wallet_signature' },
      {
        name: 'multisig',
        address: many.toSuiAddress(),
        message: manyText,
        signature: many.combinePartialSignatures([await sign(keys[0], manyText)]),
        expect: 'unsupported_wallet_signature',
      },
      { ...first, name: 'zkLogin', signature: flagged(5), expect: 'unsupported_wallet_signature' },
      { ...first, name: 'passkey', signature: flagged(6), expect: 'unsupported_wallet_signature' },
      {
        ...first,
        name: 'signed as a transaction',
        signature: (await keys[0].signTransaction(bytes(first.message))).signature,
        expect: 'invalid_wallet_signature',
      },
      { ...first, name: 'short address', address: '0x2', expect: 'invalid_wallet_address' },
    ],
  };
}
