import { ec, hash, typedData } from 'starknet';
import { NONCE, keyOf } from '../message.mjs';

const { starkCurve } = ec;
const MAIN = '0x534e5f4d41494e';
const SEPOLIA = '0x534e5f5345504f4c4941';
const felt = (name) => ({ name, type: 'felt' });

/** As the published SDK makes it of its message. */
const typed = ({ domain, nonce }, chainId) => ({
  primaryType: 'Message',
  types: {
    Message: [felt('message')],
    StarkNetDomain: [felt('name'), felt('chainId'), felt('version')],
  },
  domain: { name: domain.substring(0, 31), chainId, version: '0.0.1' },
  message: { message: nonce.substring(0, 31) },
});

function account(name) {
  const key = starkCurve.grindKey(keyOf(name));
  const publicKey = starkCurve.getStarkKey(key);
  const point = Buffer.from(starkCurve.getPublicKey(key, false)).toString('hex');
  // Of any class: only that it is a possible address matters.
  const address = hash.calculateContractAddressFromHash(publicKey, '0x1234', [publicKey], 0);
  return { address, point: point.slice(2), key: '0x' + key };
}

export default async function () {
  const ada = account('ada');
  const eve = account('eve');
  const message = { domain: 'app.example.org', nonce: NONCE };
  const sign = (who, what = message, chainId = MAIN, of = ada) => {
    const { r, s } = starkCurve.sign(typedData.getMessageHash(typed(what, chainId), of.address), who.key);
    return [r, s];
  };
  const hex = (numbers) => numbers.map((number) => '0x' + number.toString(16)).join(',');
  const vector = (name, signature, more) => ({
    name,
    address: ada.address,
    message: JSON.stringify(message),
    signature,
    network: MAIN,
    expect: 'contract',
    ...more,
  });
  const bad = (name, signature, more) => vector(name, signature, { expect: 'invalid_wallet_signature', ...more });
  const good = sign(ada);
  const long = { domain: 'application.with-a-long-name.example.org'.substring(0, 31), nonce: NONCE };

  return {
    made: 'starknet 10.8.0',
    chain: 'STARK',
    other: eve.address,
    keys: { [ada.address]: ada.point, [eve.address]: eve.point },
    vectors: [
      vector('numbers in hex', hex(good)),
      vector('numbers in decimal', good.join(',')),
      vector('wrapped by a hardware wallet', JSON.stringify({ signedTransaction: { data: hex(good) } })),
      vector('the network by its name', hex(good), { network: 'SN_MAIN' }),
      vector('another network', hex(sign(ada, message, SEPOLIA)), { network: SEPOLIA }),
      vector('the address without leading zeros', hex(good), { address: '0x' + BigInt(ada.address).toString(16) }),
      vector('the address with all its digits', hex(good), { address: '0x' + ada.address.slice(2).padStart(64, '0').toUpperCase() }),
      vector('a site cut to 31 letters', hex(sign(ada, long)), { message: JSON.stringify(long) }),
      bad('another key', hex(sign(eve))),
      bad('of another account', hex(sign(ada, message, MAIN, eve))),
      bad('of another network', hex(sign(ada, message, SEPOLIA))),
      bad('of another nonce', hex(sign(ada, { ...message, nonce: NONCE.replace('0', '1') }))),
      bad('of another site', hex(sign(ada, { ...message, domain: 'evil.example.org' }))),
      bad('turned around', hex([...good].reverse())),
      bad('one number', hex(good.slice(0, 1))),
      bad('three numbers', hex([...good, 1n])),
      bad('zeros', '0x0,0x0'),
      bad('beyond the field', hex([good[0] + (1n << 252n), good[1]])),
      bad('nothing between commas', hex(good) + ','),
      bad('no numbers', 'yes,yes'),
      bad('no network', hex(good), { network: 'undefined' }),
      bad('another account', hex(good), { address: eve.address }),
      vector('no account there', hex(good), { address: '0x1234', expect: 'wallet_not_deployed' }),
      vector('address zero', hex(good), { address: '0x0', expect: 'invalid_wallet_address' }),
      vector('address one', hex(good), { address: '0x1', expect: 'invalid_wallet_address' }),
      vector('address out of range', hex(good), { address: '0x' + ((1n << 251n) - 256n).toString(16), expect: 'invalid_wallet_address' }),
      vector('address too long', hex(good), { address: '0x' + '0'.repeat(65), expect: 'invalid_wallet_address' }),
    ],
  };
}
