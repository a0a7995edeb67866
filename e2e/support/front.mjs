// What an operator puts before everything: TLS for all names of a domain, the API behind `auth.`, the
// app behind every other name.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as forward } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serveApp } from './site.mjs';

/** Serves https on a free port; `baseUrl` is where the API itself listens. */
export async function startFront(baseUrl) {
  const api = new URL(baseUrl);
  const server = createServer(certificate(), (request, response) => {
    if (request.headers.host.startsWith('auth.')) pass(api, request, response);
    else serveApp(request, response);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  return {
    origin: (name) => `https://${name}:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Hands a request on as it is, its Host included. */
function pass({ hostname, port }, request, response) {
  const { method, url: path, headers } = request;
  const onward = forward({ hostname, port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

/** Made for this run by openssl; the browser is told to believe it. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const request = 'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost'.split(' ');
    execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
