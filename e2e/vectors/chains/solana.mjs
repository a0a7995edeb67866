import { ed25519 } from '@noble/curves/ed25519.js';
import { Keypair, PublicKey, Transaction, TransactionInstruction, SystemProgram } from '@solana/web3.js';
import bs58 from 'bs58';
import { NONCE, base64, bytes, keyOf, message } from '../message.mjs';

const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

function transaction(signer, ...instructions) {
  const made = new Transaction({ feePayer: signer.publicKey, blockhash: bs58.encode(keyOf('a block')), lastValidBlockHeight: 1 });
  made.add(...instructions);
  made.sign(signer);
  return JSON.stringify({ signedTransaction: { data: made.serialize() } });
}

const memo = (text, keys = []) => new TransactionInstruction({ keys, programId: MEMO, data: Buffer.from(text) });

export default async function () {
  const ada = Keypair.fromSeed(keyOf('ada'));
  const eve = Keypair.fromSeed(keyOf('eve'));
  const address = ada.publicKey.toBase58();
  const text = message('Solana', address);
  const sign = (data, key = 'ada') => ed25519.sign(bytes(data), keyOf(key));
  const eclipse = message('Eclipse', address, 'mainnet');
  const account = { address, message: text };
  const transfer = SystemProgram.transfer({ fromPubkey: ada.publicKey, toPubkey: eve.publicKey, lamports: 1 });
  const bad = (name, signature) => ({ name, ...account, signature, expect: 'invalid_wallet_signature' });

  return {
    made: '@solana/web3.js 1.98.4, @noble/curves 2.4.0',
    chain: 'SOL',
    other: eve.publicKey.toBase58(),
    vectors: [
      { name: 'base64', ...account, signature: base64(sign(text)), expect: 'key' },
      { name: 'base58', ...account, signature: bs58.encode(sign(text)), expect: 'key' },
      {
        name: 'wrapped by a hardware wallet',
        ...account,
        signature: JSON.stringify({ signedTransaction: { data: base64(sign(text)) } }),
        expect: 'key',
      },
      { name: 'Ledger: a memo of the nonce alone', ...account, signature: transaction(ada, memo(NONCE)), expect: 'key' },
      { name: 'Eclipse', chain: 'ECLIPSE', address, message: eclipse, signature: base64(sign(eclipse)), expect: 'key' },
      bad('another key', base64(sign(text, 'eve'))),
      bad('a memo of another nonce', transaction(ada, memo(NONCE.replace('0', '1')))),
      bad('a memo of another payer', transaction(eve, memo(NONCE))),
      bad('a memo and a transfer', transaction(ada, memo(NONCE), transfer)),
      bad('a transfer', transaction(ada, transfer)),
      bad('a memo with keys', transaction(ada, memo(NONCE, [{ pubkey: ada.publicKey, isSigner: true, isWritable: false }]))),
      bad('all zero', base64(new Uint8Array(64))),
      { name: 'address of 31 bytes', ...account, address: bs58.encode(keyOf('ada').slice(1)), signature: base64(sign(text)), expect: 'invalid_wallet_address' },
      { name: 'address of small order', ...account, address: '11111111111111111111111111111111', signature: base64(sign(text)), expect: 'invalid_wallet_address' },
    ],
  };
}
