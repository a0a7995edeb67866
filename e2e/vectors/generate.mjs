// Writes the vectors of the named chains, or of all, where the Java tests read them.
import { readdirSync, writeFileSync } from 'node:fs';

const target = new URL('../../server/src/test/resources/dev/countersign/method/wallet/', import.meta.url);
const named = process.argv.slice(2);
const chains = readdirSync(new URL('chains/', import.meta.url)).map((file) => file.replace('.mjs', ''));

for (const chain of named.length > 0 ? named : chains) {
  const { default: make } = await import(`./chains/${chain}.mjs`);
  writeFileSync(new URL(`${chain}.json`, target), JSON.stringify(await make(), null, 2) + '\n');
  console.log(chain);
}
process.exit(0); // Some libraries keep sockets or timers.
