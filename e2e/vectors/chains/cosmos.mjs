import { Secp256k1Wallet, makeSignDoc } from '@cosmjs/amino';
import { base64, bytes, keyOf, message } from '../message.mjs';

async function signed(wallet, text, change = (document) => document) {
  const [{ address }] = await wallet.getAccounts();
  const value = { signer: address, data: base64(bytes(text)) };
  const document = makeSignDoc([{ type: 'sign/MsgSignData', value }], { gas: '0', amount: [] }, '', '', 0, 0);
  const { signature } = await wallet.signAmino(address, change(document));
  return { signature: signature.signature, pub_key: signature.pub_key };
}

export default async function () {
  const wallet = (name, prefix) => Secp256k1Wallet.fromKey(keyOf(name), prefix);
  const addressOf = async (made) => (await made.getAccounts())[0].address;
  const good = [];
  for (const prefix of ['cosmos', 'osmo']) {
    const ada = await wallet('ada', prefix);
    const address = await addressOf(ada);
    const text = message('Cosmos', address, prefix === 'osmo' ? 'osmosis-1' : 'cosmoshub-4');
    const signature = JSON.stringify({ ...(await signed(ada, text)), bech32Prefix: prefix });
    good.push({ name: `ADR-36, ${prefix}`, address, message: text, signature, expect: 'key' });
  }
  const [first, second] = good;
  const ada = await wallet('ada', 'cosmos');
  const eve = await wallet('eve', 'cosmos');
  const parts = JSON.parse(first.signature);
  const eves = await signed(eve, first.message);
  const bad = (name, signature, expect = 'invalid_wallet_signature') => ({ ...first, name, signature: JSON.stringify(signature), expect });

  return {
    made: '@cosmjs/amino 0.39.0',
    chain: 'COSMOS',
    other: await addressOf(eve),
    vectors: [
      ...good,
      { ...first, name: 'address in upper case', address: first.address.toUpperCase() },
      bad('another key', eves),
      bad("another key's signature", { ...parts, signature: eves.signature }),
      bad('another signer in the document', { ...parts, signature: JSON.parse(second.signature).signature }),
      bad('a document of a chain', await signed(ada, first.message, (document) => ({ ...document, chain_id: 'cosmoshub-4' }))),
      bad('a key of another kind', { ...parts, pub_key: { ...parts.pub_key, type: 'ethermint/PubKeyEthSecp256k1' } }, 'unsupported_wallet_signature'),
      bad('no key', { signature: parts.signature }),
      { ...first, name: 'wrong check sum', address: first.address.slice(0, -1) + (first.address.endsWith('q') ? 'p' : 'q'), expect: 'invalid_wallet_address' },
    ],
  };
}
