// The site on which the test app lives: its own port, so that every call is cross-origin.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const files = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/app.js': ['app.js', 'text/javascript; charset=utf-8'],
};
const dist = new URL('../dist/', import.meta.url);

/** Answers with a file of the app. */
export function serveApp(request, response) {
  const file = files[request.url.split('?')[0]];
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': file[1] });
  createReadStream(fileURLToPath(new URL(file[0], dist))).pipe(response);
}

/** Serves the app on a free port of this host name; `origin` is what the browser will call it. */
export async function startSite(host = 'localhost') {
  const server = createServer(serveApp);
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, host, resolve);
  });
  return {
    origin: `http://${host}:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
