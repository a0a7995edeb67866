import { ed25519 } from '@noble/curves/ed25519.js';
import algosdk from 'algosdk';
import { bytes, hex, keyOf, message } from '../message.mjs';

const account = (name) => {
  const key = ed25519.getPublicKey(keyOf(name));
  return { address: algosdk.encodeAddress(key), sk: new Uint8Array([...keyOf(name), ...key]) };
};

export default async function () {
  const ada = account('ada');
  const eve = account('eve');
  const text = message('Algorand', ada.address, 'mainnet-v1.0');
  const sign = ({ sk }) => hex(algosdk.signBytes(bytes(text), sk));
  const vector = { address: ada.address, message: text };

  return {
    made: 'algosdk 3.8.0',
    chain: 'ALGO',
    other: eve.address,
    vectors: [
      { name: 'signBytes', ...vector, signature: sign(ada), expect: 'key' },
      { name: 'another key', ...vector, signature: sign(eve), expect: 'invalid_wallet_signature' },
      { name: 'without MX', ...vector, signature: hex(ed25519.sign(bytes(text), keyOf('ada'))), expect: 'invalid_wallet_signature' },
      { name: 'wrong check sum', ...vector, address: ada.address.slice(0, -3) + 'AAA', signature: sign(ada), expect: 'invalid_wallet_address' },
    ],
  };
}
