import { secp256k1 } from '@noble/curves/secp256k1.js';
import { hashMessage, serializeSignature } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { hex, keyOf, message } from '../message.mjs';

export default async function () {
  const ada = privateKeyToAccount(`0x${hex(keyOf('ada'))}`);
  const eve = privateKeyToAccount(`0x${hex(keyOf('eve'))}`);
  const text = message('Ethereum', ada.address, 1);
  const signature = await ada.signMessage({ message: text });
  const lower = message('Ethereum', ada.address.toLowerCase(), 1);
  const tempo = message('Tempo', ada.address, 4217);
  const accountVector = { address: ada.address, message: text };
  const [r, s] = [signature.slice(0, 66), signature.slice(66, 130)];
  const v = parseInt(signature.slice(130), 16);
  const byte = (value) => value.toString(16).padStart(2, '0');
  const high = (secp256k1.Point.Fn.ORDER - BigInt('0x' + s)).toString(16).padStart(64, '0');
  const ofPlainHash = await ada.sign({ hash: hashMessage(text) });
  if (ofPlainHash !== signature) throw new Error('EIP-191');

  return {
    made: 'viem 2.57.20',
    chain: 'EVM',
    other: eve.address,
    vectors: [
      { name: 'personal_sign', ...accountVector, signature, expect: 'key' },
      { name: 'v of 0 or 1', ...accountVector, signature: r + s + byte(v - 27), expect: 'key' },
      {
        name: 'wrapped by a hardware wallet',
        ...accountVector,
        signature: JSON.stringify({ signedTransaction: { data: signature } }),
        expect: 'key',
      },
      {
        name: 'address in lower case',
        address: ada.address.toLowerCase(),
        message: lower,
        signature: await ada.signMessage({ message: lower }),
        expect: 'key',
      },
      {
        name: 'Tempo',
        chain: 'TEMPO',
        address: ada.address,
        message: tempo,
        signature: await ada.signMessage({ message: tempo }),
        expect: 'key',
      },
      {
        name: 'another key',
        ...accountVector,
        signature: await eve.signMessage({ message: text }),
        expect: 'invalid_wallet_signature',
      },
      {
        name: 'high s, other v',
        ...accountVector,
        signature: r + high + byte(v === 27 ? 28 : 27),
        expect: 'invalid_wallet_signature',
      },
      ...[2, 3, 26, 29, 30, 37, 255].map((wrong) => ({
        name: `v of ${wrong}`,
        ...accountVector,
        signature: r + s + byte(wrong),
        expect: 'invalid_wallet_signature',
      })),
      { name: 'the other v', ...accountVector, signature: r + s + byte(55 - v), expect: 'invalid_wallet_signature' },
      {
        name: 'compact, EIP-2098',
        ...accountVector,
        signature: serializeSignature({ r, s: '0x' + s, yParity: v - 27 }).slice(0, 130),
        expect: 'invalid_wallet_signature',
      },
      {
        name: 'bare hash without the prefix of EIP-191',
        ...accountVector,
        signature: await ada.sign({ hash: '0x' + hex(keyOf('a hash')) }),
        expect: 'invalid_wallet_signature',
      },
      { name: 'all zero', ...accountVector, signature: '0x' + '00'.repeat(65), expect: 'invalid_wallet_signature' },
      {
        name: 'wrong check sum',
        ...accountVector,
        address: ada.address.replace(/[a-f]/, (c) => c.toUpperCase()),
        signature,
        expect: 'invalid_wallet_address',
      },
      { name: 'address too short', ...accountVector, address: ada.address.slice(0, 41), signature, expect: 'invalid_wallet_address' },
    ],
  };
}
