// Bundles the test app and unpacks the browser, once, before any test runs.
import { cp } from 'node:fs/promises';

import { build } from 'esbuild';

import { chromiumPath } from './support/browser.mjs';

await build({
  entryPoints: ['app/main.ts'],
  outfile: 'dist/app.js',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
await cp('app/index.html', 'dist/index.html');
console.log(`Browser: ${await chromiumPath()}`);
