import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { beginCell, storeStateInit } from '@ton/core';
import { WalletContractV3R2, WalletContractV4, WalletContractV5R1 } from '@ton/ton';
import { ISSUED_AT, NONCE, base64, bytes, keyOf, message } from '../message.mjs';

const DOMAIN = 'app.example.org';
const TIME = Date.parse(ISSUED_AT) / 1000;

const number = (value, size, little) => {
  const data = Buffer.alloc(size);
  if (size === 8) data.writeBigUInt64LE(BigInt(value));
  else if (little) data.writeUInt32LE(value);
  else data.writeInt32BE(value);
  return data;
};

/** TON Connect: what a wallet signs to prove its address to a site. */
function proof(wallet, key, { domain = DOMAIN, payload = NONCE, time = TIME, workchain, hash, init = wallet.init } = {}) {
  const item = Buffer.concat([
    Buffer.from('ton-proof-item-v2/'),
    number(workchain ?? wallet.address.workChain, 4),
    hash ?? wallet.address.hash,
    number(Buffer.byteLength(domain), 4, true),
    Buffer.from(domain),
    number(time, 8),
    Buffer.from(payload),
  ]);
  const signed = sha256(Buffer.concat([Buffer.from([255, 255]), Buffer.from('ton-connect'), sha256(item)]));
  return {
    timestamp: time,
    domain: { lengthBytes: Buffer.byteLength(domain), value: domain },
    signature: base64(ed25519.sign(signed, key)),
    payload,
    state_init: beginCell().store(storeStateInit(init)).endCell().toBoc().toString('base64'),
  };
}

export default async function () {
  const [ada, eve] = ['ada', 'eve'].map((name) => Buffer.from(keyOf(name)));
  const walletOf = (kind, key) => kind.create({ workchain: 0, publicKey: Buffer.from(ed25519.getPublicKey(key)) });
  const posted = (wallet, made) => JSON.stringify({ address: wallet.address.toRawString(), proof: made });
  const vector = (name, kind, address = (wallet) => wallet.address.toString({ bounceable: false })) => {
    const wallet = walletOf(kind, ada);
    const text = message('TON', address(wallet), -239);
    return { name, address: address(wallet), message: text, signature: posted(wallet, proof(wallet, ada)), expect: 'key' };
  };
  const four = walletOf(WalletContractV4, ada);
  const stranger = walletOf(WalletContractV4, eve);
  const first = vector('wallet v4: proof of the nonce alone', WalletContractV4);
  const bad = (name, made, expect = 'invalid_wallet_signature') => ({ ...first, name, signature: posted(four, made), expect });
  const odd = { code: beginCell().storeUint(1, 8).endCell(), data: four.init.data };
  const oddHash = beginCell().store(storeStateInit(odd)).endCell().hash();
  const oddAddress = `0:${oddHash.toString('hex')}`;

  return {
    made: '@ton/ton 16.3.0, @ton/core 0.63.1',
    chain: 'TON',
    other: stranger.address.toString({ bounceable: false }),
    vectors: [
      first,
      vector('wallet v3: proof of the nonce alone', WalletContractV3R2),
      vector('wallet v5: proof of the nonce alone', WalletContractV5R1),
      vector('bounceable: proof of the nonce alone', WalletContractV4, (wallet) => wallet.address.toString()),
      vector('raw: proof of the nonce alone', WalletContractV4, (wallet) => wallet.address.toRawString()),
      bad('another key', proof(four, eve)),
      bad("another wallet's state", proof(four, eve, { init: stranger.init })),
      bad('another wallet', proof(stranger, eve)),
      bad('another domain', proof(four, ada, { domain: 'evil.example.org' })),
      bad('another nonce', proof(four, ada, { payload: NONCE.replace('0', '1') })),
      bad('another workchain', proof(four, ada, { workchain: -1 })),
      bad('long ago', proof(four, ada, { time: TIME - 3601 })),
      bad('from the future', proof(four, ada, { time: TIME + 700 })),
      bad('without a state', { ...proof(four, ada), state_init: undefined }, 'unsupported_wallet_signature'),
      bad('state with a byte changed', { ...proof(four, ada), state_init: 'B' + proof(four, ada).state_init.slice(1) }),
      {
        ...first,
        name: 'a contract that is no known wallet',
        address: oddAddress,
        message: message('TON', oddAddress, -239),
        signature: posted(four, proof(four, ada, { hash: oddHash, init: odd })),
        expect: 'unsupported_wallet_signature',
      },
      { ...first, name: 'wrong check sum', address: first.address.slice(0, -1) + (first.address.endsWith('A') ? 'B' : 'A'), expect: 'invalid_wallet_address' },
    ],
  };
}
