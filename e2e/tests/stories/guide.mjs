// The JavaScript that the guide prints, run as it is printed.
import assert from 'node:assert/strict';
import { cp, mkdir } from 'node:fs/promises';
import { before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { tampered } from '../../support/forgery.mjs';
import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

const snippets = new URL('../../../docs/guide/snippets/', import.meta.url);
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
// Beside node_modules, so that their imports are found.
const dist = new URL('../../dist/guide/', import.meta.url);

for (const library of ['jose', 'jsonwebtoken']) {
  describe(`The verifier with ${library}`, () => {
    let userOf;
    let ada;

    before(async () => {
      ({ userOf } = await printed(`verify-${library}.mjs`));
      ada = await signIn(house.server.sandbox);
    });

    test('tells whose access token it is', async () => {
      assert.equal(await userOf(ada.minifiedJwt), ada.user.id);
    });

    for (const [what, forge] of [
      ['an ID token', () => ada.jwt],
      ['a tampered token', () => tampered(ada.minifiedJwt)],
      ["the other environment's token", async () => (await signIn(house.server.live)).minifiedJwt],
      ['a token of a person who owes a profile field', () => owing()],
      ["another site's token", () => elsewhere()],
    ]) {
      test(`refuses ${what}`, async () => {
        const token = await forge();
        await assert.rejects(async () => userOf(token), Error);
      });
    }
  });
}

test('The verifier with a revocation list refuses who was revoked', async () => {
  await printed('verify-jose.mjs');
  const { userOf, close } = await printed('revocations.mjs');
  try {
    const { minifiedJwt: token, user } = await signIn(house.server.sandbox);
    const { minifiedJwt: other } = await signIn(house.server.sandbox);
    assert.equal(await userOf(token), user.id);

    const { server } = house;
    await server.admin('POST', `environments/${server.sandbox}/users/${user.id}/sessions/revoke`);

    const accepts = () => userOf(token).then(() => true, () => false);
    for (let i = 0; i < 50 && (await accepts()); i++) await setTimeout(100);
    await assert.rejects(userOf(token), /revoked/);
    await userOf(other);
  } finally {
    close();
  }
});

test('The app signs a person in', async () => {
  const page = await house.page('/healthz');
  // The test app's own site, with what the guide prints in place of the test app.
  await page.route('**/app.js', (route) => route.fulfill({ body: '' }));
  await page.goto(house.origin);
  await page.addScriptTag({ content: await bundled('sign-in.mjs') });
  const email = someone();

  const handle = await page.evaluate((email) => window.guide.askForCode(email), email);
  const { code } = await house.server.mail(email);
  const { user, accessToken } = await page.evaluate(
    ([handle, code]) => window.guide.enterCode(handle, code),
    [handle, code],
  );

  assert.equal(user.email, email);
  const { userOf } = await printed('verify-jose.mjs', house.origin);
  assert.equal(await userOf(accessToken), user.id);
});

test('The inbox hands out one code after the other', async () => {
  const { nextCode } = await printed('next-code.mjs');
  const email = someone();
  const create = () =>
    house.server.request('POST', '/emailVerifications/create', { body: { email } });

  await create();
  const first = await nextCode(email);
  const waiting = nextCode(email, first.id);
  await create();
  const second = await waiting;

  assert.match(first.code, /^\d{6}$/);
  assert.match(second.code, /^\d{6}$/);
  assert.notEqual(second.id, first.id);
});

/** What a snippet exports, as the backend of a site. Without one, of those who send no origin. */
async function printed(name, site = house.server.baseUrl) {
  process.env.BASE_URL = house.server.baseUrl;
  process.env.ENVIRONMENT_ID = house.server.sandbox;
  process.env.SITE = site;
  await mkdir(dist, { recursive: true });
  await cp(new URL(name, snippets), new URL(name, dist));
  // Each site has its own.
  return import(new URL(`${name}?${site}`, dist));
}

async function bundled(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(name, snippets))],
    nodePaths: [modules],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'guide',
    platform: 'browser',
    target: 'es2022',
    define: {
      BASE_URL: JSON.stringify(house.server.baseUrl),
      ENVIRONMENT_ID: JSON.stringify(house.server.sandbox),
      global: 'globalThis',
      'process.env.NODE_ENV': '"production"',
    },
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/** Signs somebody in, as a program does that is no browser. */
async function signIn(environment, origin) {
  const email = someone();
  const headers = origin ? { origin } : {};
  const ask = { environment, body: { email } };
  const { body: asked } = await house.server.request('POST', '/emailVerifications/create', ask);
  const { code } = await house.server.mail(email, { environment });
  const { status, body } = await house.server.request('POST', '/emailVerifications/signin', {
    environment,
    headers,
    body: { verificationUUID: asked.verificationUUID, verificationToken: code },
  });
  assert.equal(status, 200);
  return body;
}

async function elsewhere() {
  return (await signIn(house.server.sandbox, house.origin)).minifiedJwt;
}

async function owing() {
  const { server } = house;
  const require = (required) =>
    server.admin('PUT', `environments/${server.sandbox}`, {
      kyc: [{ name: 'lastName', enabled: required, required }],
    });
  await require(true);
  try {
    const { user, minifiedJwt } = await signIn(server.sandbox);
    assert.equal(user.scope, 'userDataForm');
    return minifiedJwt;
  } finally {
    await require(false);
  }
}
