import { TronWeb } from 'tronweb';
import { hex, keyOf, message } from '../message.mjs';

export default async function () {
  const tron = new TronWeb({ fullHost: 'http://127.0.0.1:1' });
  const address = tron.address.fromPrivateKey(hex(keyOf('ada')));
  const other = tron.address.fromPrivateKey(hex(keyOf('eve')));
  const text = message('Tron', address, '0x2b6653dc');
  const signature = tron.trx.signMessageV2(text, hex(keyOf('ada')));
  const account = { address, message: text };

  return {
    made: 'tronweb 6.5.1',
    chain: 'TRON',
    other,
    vectors: [
      { name: 'TIP-191', ...account, signature, expect: 'key' },
      { name: 'without 0x', ...account, signature: signature.slice(2), expect: 'key' },
      { name: 'another key', ...account, signature: tron.trx.signMessageV2(text, hex(keyOf('eve'))), expect: 'invalid_wallet_signature' },
      { name: 'address in hex', ...account, address: tron.address.toHex(address), signature, expect: 'invalid_wallet_address' },
    ],
  };
}
