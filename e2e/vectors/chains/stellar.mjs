import { Keypair } from '@stellar/stellar-sdk';
import { base64, bytes, keyOf, message } from '../message.mjs';

export default async function () {
  const ada = Keypair.fromRawEd25519Seed(Buffer.from(keyOf('ada')));
  const eve = Keypair.fromRawEd25519Seed(Buffer.from(keyOf('eve')));
  const address = ada.publicKey();
  const text = message('Stellar', address, 'PUBLIC');
  const account = { address, message: text };
  const sign = (key) => base64(key.signMessage(text));

  return {
    made: '@stellar/stellar-sdk 17.2.0',
    chain: 'STELLAR',
    other: eve.publicKey(),
    vectors: [
      { name: 'SEP-53', ...account, signature: sign(ada), expect: 'key' },
      { name: 'another key', ...account, signature: sign(eve), expect: 'invalid_wallet_signature' },
      { name: 'without the prefix', ...account, signature: base64(ada.sign(Buffer.from(bytes(text)))), expect: 'invalid_wallet_signature' },
      { name: 'wrong check sum', ...account, address: address.slice(0, -1) + (address.endsWith('A') ? 'B' : 'A'), signature: sign(ada), expect: 'invalid_wallet_address' },
      { name: 'a secret', ...account, address: ada.secret(), signature: sign(ada), expect: 'invalid_wallet_address' },
    ],
  };
}
