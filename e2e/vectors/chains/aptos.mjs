import { Account, Ed25519PrivateKey, Secp256k1PrivateKey, SigningSchemeInput } from '@aptos-labs/ts-sdk';
import { NONCE, bytes, hex, keyOf, message } from '../message.mjs';

const account = (name, kind = Ed25519PrivateKey, legacy = true) =>
  Account.fromPrivateKey({ privateKey: new kind(keyOf(name)), legacy });

function raw(value) {
  // Of a key or signature of any kind, the bytes inside.
  return (value.publicKey ?? value.signature ?? value).toUint8Array();
}

function posted(signer, text, { lines = '', nonce = NONCE, key = signer } = {}) {
  const fullMessage = `APTOS\n${lines}message: ${text}\nnonce: ${nonce}`;
  return JSON.stringify({
    fullMessage,
    signature: '0x' + hex(raw(signer.sign(bytes(fullMessage)))),
    publicKey: '0x' + hex(raw(key.publicKey)),
  });
}

export default async function () {
  const ada = account('ada');
  const eve = account('eve');
  const single = account('ada', Ed25519PrivateKey, false);
  const secp = account('ada', Secp256k1PrivateKey, false);
  const vector = (name, signer, options) => {
    const address = signer.accountAddress.toStringLong();
    const text = message('Aptos', address, 1);
    return { name, address, message: text, signature: posted(signer, text, options?.(address)), expect: 'key' };
  };
  const first = vector('a legacy account', ada);
  const bad = (name, signature, expect = 'invalid_wallet_signature') => ({ ...first, name, signature, expect });

  return {
    made: '@aptos-labs/ts-sdk 7.3.0',
    chain: 'APTOS',
    other: eve.accountAddress.toStringLong(),
    vectors: [
      first,
      vector('one Ed25519 key', single),
      vector('one secp256k1 key', secp),
      vector("with the wallet's lines", ada, (address) => ({
        lines: `address: ${address}\napplication: https://app.example.org\nchainId: 1\n`,
      })),
      bad('another key', posted(eve, first.message)),
      bad("another key's signature", posted(eve, first.message, { key: ada })),
      bad('lines of another address', posted(ada, first.message, { lines: `address: ${eve.accountAddress.toStringLong()}\n` })),
      bad('an unknown line', posted(ada, first.message, { lines: 'note: hello\n' })),
      bad('a message around the message', posted(ada, `evil\nmessage: ${first.message}`)),
      bad('more after the nonce', posted(ada, first.message, { nonce: `${NONCE}\nmessage: evil` })),
      bad('a bare signature', '0x' + hex(raw(ada.sign(bytes(first.message))))),
      { ...first, name: 'address too long', address: first.address + '0', expect: 'invalid_wallet_address' },
    ],
  };
}
