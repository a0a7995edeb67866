// Small things about this machine's own network.
import { createServer } from 'node:net';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(url) {
  const { protocol, hostname } = new URL(url);
  return !/^(https?|wss?):$/.test(protocol) || loopback.has(hostname) || hostname.endsWith('.test');
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve, reject) => {
    probe.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
