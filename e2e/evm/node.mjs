// Serves eth_call of a real EVM on loopback, with every account of accounts.sol on it, and signs for
// them. Says where it is in one line of JSON; ends when its input does.
import { createServer } from 'node:http';
import { Common, Hardfork, Mainnet } from '@ethereumjs/common';
import { createEVM } from '@ethereumjs/evm';
import { MerkleStateManager } from '@ethereumjs/statemanager';
import { Account, createAddressFromString } from '@ethereumjs/util';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { compile, questions } from './compile.mjs';

// Little, so that an account which burns it all answers soon.
const GAS = 2_000_000n;
const hex = (data) => '0x' + Buffer.from(data).toString('hex');
const bytes = (text) => Uint8Array.from(Buffer.from(text.replace('0x', ''), 'hex'));
const ascii = (text) => new TextEncoder().encode(text);
const word = (value) => value.replace('0x', '').padStart(64, '0');
const selector = (signature) => hex(keccak_256(ascii(signature)).slice(0, 4)).slice(2);

const common = new Common({ chain: Mainnet, hardfork: Hardfork.Prague });
const stateManager = new MerkleStateManager({ common });
const evm = await createEVM({ common, stateManager });
const codes = compile(new URL('accounts.sol', import.meta.url));

const keyOf = (name) => sha256(ascii(`countersign test key of ${name}`));
const addressOf = (name) => hex(keccak_256(secp256k1.getPublicKey(keyOf(name), false).slice(1)).slice(12));
const deployer = createAddressFromString('0x' + 'd0'.repeat(20));
await stateManager.putAccount(deployer, new Account(0n, 10n ** 20n));

async function run(to, data) {
  const result = await evm.runCall({
    caller: deployer,
    origin: deployer,
    to: to && createAddressFromString(to),
    data: bytes(data),
    gasLimit: GAS,
  });
  return { ...result.execResult, created: result.createdAddress?.toString() };
}

async function deploy(name, ...args) {
  const { created, exceptionError } = await run(undefined, codes[name] + args.map(word).join(''));
  if (exceptionError) throw new Error(`${name}: ${exceptionError.error}`);
  // The next one has another nonce, so another address.
  const account = await stateManager.getAccount(deployer);
  account.nonce += 1n;
  await stateManager.putAccount(deployer, account);
  return created;
}

async function simulate(to, data) {
  await evm.journal.checkpoint();
  try {
    return await run(to, data);
  } finally {
    await evm.journal.revert();
  }
}

function personalHash(text) {
  const message = ascii(text);
  return keccak_256(Buffer.concat([ascii(`\u0019Ethereum Signed Message:\n${message.length}`), message]));
}

function sign(name, text) {
  const signature = secp256k1.sign(personalHash(text), keyOf(name), { prehash: false, format: 'recovered' });
  return hex(signature.slice(1)) + (27 + signature[0]).toString(16);
}

/** ERC-6492: who prepares the account and how, the account's signature, and the suffix. */
function wrap(factory, call, signature) {
  const list = (data) => word((data.length / 2).toString(16)) + data.padEnd(Math.ceil(data.length / 64) * 64, '0');
  const [first, second] = [list(call), list(signature.slice(2))];
  return '0x' + word(factory) + word('60') + word((0x60 + first.length / 2).toString(16)) + first + second + '6492'.repeat(16);
}

const ada = addressOf('ada');
const factory = await deploy('Factory');
const create = selector('create(address)') + word(ada);
const future = '0x' + hex((await simulate(factory, create)).returnValue).slice(-40);
const nothing = selector('nothing()');
const prepare = selector('prepare()');
const accounts = {
  owned: await deploy('Owned', ada),
  approving: await deploy('Approving'),
  prepared: await deploy('Prepared', ada),
  future,
  nobody: '0x' + '77'.repeat(20),
  // EIP-7702: the key's own address, with the code of another.
  delegated: addressOf('delegated'),
};
for (const name of ['Reverting', 'Silent', 'SaysTrue', 'SaysMore', 'SaysLess', 'Echoes', 'Floods', 'Burns']) {
  accounts[name] = await deploy(name);
}
const delegated = createAddressFromString(accounts.delegated);
await stateManager.putAccount(delegated, new Account(1n, 0n));
await stateManager.putCode(delegated, bytes('ef0100' + accounts.owned.slice(2)));

// The Universal Resolver of ENS where the networks have it. It knows names, and reverts as the real
// one does for those that do not lead back.
const resolver = createAddressFromString('0xeeeeeeee14d718c2b47d9923deab1335e144eeee');
await stateManager.putCode(resolver, await stateManager.getCode(createAddressFromString(await deploy('Names'))));

/** Signatures over a text, by what they are. */
const signatures = {
  key: (text) => sign('ada', text),
  stranger: (text) => sign('eve', text),
  delegated: (text) => sign('delegated', text),
  long: (text) => sign('ada', text) + 'ab'.repeat(500),
  empty: () => '0x',
  deployed: (text) => wrap(factory, create, sign('ada', text)),
  'deployed for a stranger': (text) => wrap(factory, create, sign('eve', text)),
  'deployed by nothing': (text) => wrap(factory, nothing, sign('ada', text)),
  'deployed by a revert': (text) => wrap(factory, selector('fail()'), sign('ada', text)),
  'deployed by nobody': (text) => wrap('0x' + '99'.repeat(20), create, sign('ada', text)),
  prepared: (text) => wrap(accounts.prepared, prepare, sign('ada', text)),
  'prepared for a stranger': (text) => wrap(accounts.prepared, prepare, sign('eve', text)),
  approved: async (text) => {
    await run(accounts.approving, selector('approve(bytes32)') + hex(personalHash(text)).slice(2));
    return '0x';
  },
};

const methods = {
  eth_call: async ([{ to, data }]) => {
    const { returnValue, exceptionError } = await simulate(to, data);
    if (exceptionError) throw new Error(exceptionError.error);
    return hex(returnValue);
  },
  eth_getCode: async ([address]) => hex(await stateManager.getCode(createAddressFromString(address))),
  // The name of an address in ENS, and the address that the name leads to.
  test_name: async ([address, name, leadsTo]) => {
    const text = hex(ascii(name)).slice(2);
    const padded = text.padEnd(Math.ceil(text.length / 64) * 64, '0');
    const data = selector('set(address,address,string)') + word(address) + word(leadsTo) + word('60') + word((text.length / 2).toString(16)) + padded;
    const { exceptionError } = await run(resolver.toString(), data);
    if (exceptionError) throw new Error(exceptionError.error);
    return '0x';
  },
  test_sign: async ([kind, text]) => signatures[kind](text),
};

// One at a time: they share one state.
let last = Promise.resolve();
const server = createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  const { id, method, params } = JSON.parse(body);
  last = last.then(async () => {
    let answer;
    try {
      answer = { result: await methods[method](params) };
    } catch (error) {
      answer = { error: { code: -32000, message: String(error.message) } };
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ jsonrpc: '2.0', id, ...answer }));
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/`, accounts, questions: questions() }));
});
process.stdin.resume().on('end', () => process.exit(0));
