import { secp256k1 } from '@noble/curves/secp256k1.js';
import bip322 from 'bip322-js';
import * as bitcoin from 'bitcoinjs-lib';
import bitcoinMessage from 'bitcoinjs-message';
import { base64, bytes, hex, keyOf, message } from '../message.mjs';

const { BIP322, Signer, Verifier } = bip322;

/** Version byte, key, and 01 for a compressed public key, in Base58 with a check sum. */
async function wif(key) {
  const { default: bs58check } = await import('bs58check');
  return (bs58check.default ?? bs58check).encode(Buffer.concat([Buffer.from([0x80]), key, Buffer.from([1])]));
}

export default async function () {
  const key = Buffer.from(keyOf('ada'));
  const pubkey = Buffer.from(secp256k1.getPublicKey(key, true));
  const long = Buffer.from(secp256k1.getPublicKey(key, false));
  const ada = await wif(key);
  const other = bitcoin.payments.p2wpkh({ pubkey: Buffer.from(secp256k1.getPublicKey(keyOf('eve'), true)) }).address;
  const eve = await wif(Buffer.from(keyOf('eve')));
  const addresses = {
    P2WPKH: bitcoin.payments.p2wpkh({ pubkey }).address,
    P2TR: '',
    'P2SH-P2WPKH': bitcoin.payments.p2sh({ redeem: bitcoin.payments.p2wpkh({ pubkey }) }).address,
    P2PKH: bitcoin.payments.p2pkh({ pubkey }).address,
  };
  const { default: ecc } = await import('@bitcoinerlab/secp256k1');
  bitcoin.initEccLib(ecc);
  addresses.P2TR = bitcoin.payments.p2tr({ internalPubkey: pubkey.subarray(1) }).address;
  const testnet = bitcoin.payments.p2wpkh({ pubkey, network: bitcoin.networks.testnet }).address;
  const good = (name, address, signature, chainId) => ({ name, address, message: message('Bitcoin', address, chainId), signature, expect: 'key' });
  const bad = (vector, name, signature, expect = 'invalid_wallet_signature') => ({ ...vector, name, signature, expect });

  const simple = Object.entries(addresses)
    .filter(([kind]) => kind !== 'P2PKH')
    .map(([kind, address]) => good(`BIP-322 simple, ${kind}`, address, Signer.sign(ada, address, message('Bitcoin', address))));
  const full = Object.entries(addresses).map(([kind, address]) => good(`BIP-322 full, ${kind}`, address, fullSignature(kind, address, key, pubkey)));
  const recoverable = [
    ['P2PKH', addresses.P2PKH, undefined],
    ['P2WPKH', addresses.P2WPKH, { segwitType: 'p2wpkh' }],
    ['P2SH-P2WPKH', addresses['P2SH-P2WPKH'], { segwitType: 'p2sh(p2wpkh)' }],
    ['P2WPKH with a header of P2PKH', addresses.P2WPKH, undefined],
  ].map(([kind, address, options]) =>
    good(`BIP-137, ${kind}`, address, base64(bitcoinMessage.sign(message('Bitcoin', address), key, true, options))),
  );
  const p2pkhLong = bitcoin.payments.p2pkh({ pubkey: long }).address;
  recoverable.push(good('BIP-137, P2PKH of a long key', p2pkhLong, base64(bitcoinMessage.sign(message('Bitcoin', p2pkhLong), key, false))));

  for (const vector of [...simple, ...recoverable]) {
    if (!Verifier.verifySignature(vector.address, vector.message, vector.signature)) throw new Error(vector.name);
  }
  const [segwit, taproot] = simple;
  const legacy = recoverable[0];
  const der = (signature) => Buffer.from(signature, 'base64');
  const header = (signature, value) => base64(Buffer.concat([Buffer.from([value]), der(signature).subarray(1)]));
  const withHashType = (vector, type) => {
    const data = der(vector.signature);
    data[1 + data[1]] = type;
    return base64(data);
  };

  return {
    made: 'bip322-js 3.0.0, bitcoinjs-lib 6.1.7, bitcoinjs-message 2.2.0',
    chain: 'BTC',
    other,
    vectors: [
      ...simple,
      ...full,
      ...recoverable,
      good('test network', testnet, Signer.sign(ada, testnet, message('Bitcoin', testnet))),
      {
        ...segwit,
        name: 'address in upper case, wrapped by a hardware wallet',
        address: segwit.address.toUpperCase(),
        signature: JSON.stringify({ signedTransaction: { data: segwit.signature } }),
      },
      bad(segwit, 'another key', Signer.sign(eve, other, segwit.message)),
      bad(segwit, 'another key of BIP-137', base64(bitcoinMessage.sign(segwit.message, Buffer.from(keyOf('eve')), true))),
      bad(taproot, 'signature of another lock', segwit.signature, 'unsupported_wallet_signature'),
      bad(segwit, 'signature of taproot', taproot.signature),
      bad(segwit, 'SIGHASH_NONE', withHashType(segwit, 2)),
      bad(segwit, 'header of P2SH for P2WPKH', header(recoverable[1].signature, der(recoverable[1].signature)[0] - 4)),
      bad(legacy, 'header of P2WPKH for P2PKH', header(legacy.signature, der(legacy.signature)[0] + 8)),
      bad(legacy, 'header below all', header(legacy.signature, 26)),
      bad(legacy, 'header above all', header(legacy.signature, 43)),
      bad(segwit, 'a witness and a byte', base64(Buffer.concat([der(segwit.signature), Buffer.from([0])]))),
      bad(taproot, 'taproot by a script', base64(Buffer.concat([Buffer.from([2]), der(taproot.signature).subarray(1), Buffer.from([1, 0])])), 'unsupported_wallet_signature'),
      bad(full[0], 'full, of another address', full[1].signature),
      {
        ...segwit,
        name: 'address of a script',
        address: bitcoin.payments.p2wsh({ redeem: bitcoin.payments.p2pk({ pubkey }) }).address,
        expect: 'unsupported_wallet_signature',
      },
      { ...segwit, name: 'address of Litecoin', address: bitcoin.payments.p2pkh({ pubkey, network: { ...bitcoin.networks.bitcoin, pubKeyHash: 0x30 } }).address, expect: 'invalid_wallet_address' },
    ],
  };
}

/** The whole second transaction, signed by bitcoinjs-lib as it signs any other. */
function fullSignature(kind, address, key, pubkey) {
  const text = message('Bitcoin', address);
  const script = bitcoin.address.toOutputScript(address);
  const toSpend = BIP322.buildToSpendTx(text, script);
  const signer = {
    publicKey: pubkey,
    sign: (hash) => Buffer.from(secp256k1.sign(hash, key, { prehash: false })),
  };
  const psbt = new bitcoin.Psbt();
  psbt.setVersion(0);
  psbt.addOutput({ value: 0, script: Buffer.from([0x6a]) });
  const input = { hash: toSpend.getId(), index: 0, sequence: 0 };
  if (kind === 'P2PKH') {
    psbt.addInput({ ...input, nonWitnessUtxo: toSpend.toBuffer() });
  } else if (kind === 'P2TR') {
    psbt.addInput({ ...input, witnessUtxo: { script, value: 0 }, tapInternalKey: pubkey.subarray(1) });
  } else if (kind === 'P2WPKH') {
    psbt.addInput({ ...input, witnessUtxo: { script, value: 0 } });
  } else {
    psbt.addInput({ ...input, witnessUtxo: { script, value: 0 }, redeemScript: bitcoin.payments.p2wpkh({ pubkey }).output });
  }
  if (kind === 'P2TR') {
    // The witness of the simple format, in a transaction.
    const simple = Buffer.from(Signer.sign(wifOf.get(key.toString('hex')), address, text), 'base64');
    const transaction = new bitcoin.Transaction();
    transaction.version = 0;
    transaction.addInput(Buffer.from(toSpend.getHash()), 0, 0);
    transaction.addOutput(Buffer.from([0x6a]), 0);
    transaction.setWitness(0, [simple.subarray(2)]);
    return transaction.toBuffer().toString('base64');
  }
  psbt.signAllInputs(signer);
  psbt.finalizeAllInputs();
  return psbt.extractTransaction(true).toBuffer().toString('base64');
}

const wifOf = new Map([[hex(keyOf('ada')), await wif(Buffer.from(keyOf('ada')))]]);
