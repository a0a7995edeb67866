// Compiles our own contracts, the same bytes every time. Run by itself, it writes the creation code
// that the server sends.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const server = new URL('../../server/src/main/resources/dev/countersign/method/wallet/', import.meta.url);

/** The contracts in a file, by name: their creation code in hex. */
export function compile(url) {
  const input = {
    language: 'Solidity',
    sources: { file: { content: readFileSync(url, 'utf8') } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      // The oldest that networks of today still are; and no digest of the source at the end.
      evmVersion: 'paris',
      metadata: { appendCBOR: false, bytecodeHash: 'none' },
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return Object.fromEntries(Object.entries(output.contracts.file).map(([name, made]) => [name, made.evm.bytecode.object]));
}

/** The server's own contracts, by name. */
export const questions = () =>
  Object.fromEntries(['SignatureCheck', 'NameLookup'].map((name) => [name, compile(new URL(`${name}.sol`, server))[name]]));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, code] of Object.entries(questions())) {
    writeFileSync(new URL(`${name}.hex`, server), code.replace(/.{1,96}/g, '$&\n'));
  }
}
