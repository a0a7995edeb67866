import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';

import { decodeJwt } from 'jose';

import { deviceSignatureIsGood } from '../../support/device.mjs';
import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

describe('Signing in', () => {
  test('the SDK initialises against the server', async () => {
    const tab = await house.tab();

    const { initStatus, initError, signedIn } = await tab.state();
    assert.equal(initStatus, 'finished');
    assert.equal(initError, null);
    assert.equal(signedIn, false);
    assert.deepEqual(
      tab.callsTo('GET settings').map((call) => call.status),
      [200],
    );
  });

  test('the code from the mail signs a person in, with an access token and an ID token', async () => {
    const email = someone();
    const tab = await house.tab();

    await tab.signIn(email);

    const { signedIn, user, accessToken, idToken, expiresAt } = await tab.state();
    assert.equal(signedIn, true);
    assert.equal(user.email, email);
    assert.equal(user.projectEnvironmentId, house.server.sandbox);
    assert.match(user.scope, /\buser:basic\b/);
    assert.deepEqual(
      user.verifiedCredentials.map(({ format, email }) => ({ format, email })),
      [{ format: 'email', email }],
    );
    const access = decodeJwt(accessToken);
    assert.equal(access.sub, user.id);
    assert.equal(access.sid, user.sessionId);
    assert.equal(access.aud, house.origin);
    assert.equal(access.exp * 1000, new Date(expiresAt).getTime());
    const id = decodeJwt(idToken);
    assert.equal(id.sub, user.id);
    assert.equal(id.email, email);
    assert.equal(id.verified_credentials[0].id, user.verifiedCredentials[0].id);
    assert.notEqual(accessToken, idToken);
  });

  test('somebody new is a new user once, and the same user ever after', async () => {
    const email = someone();

    const first = await (await house.tab()).signIn(email);
    const second = await (await house.tab()).signIn(email);

    assert.equal(first.user.newUser, true);
    assert.equal(second.user.newUser, false);
    assert.equal(second.user.id, first.user.id);
    assert.notEqual(second.user.sessionId, first.user.sessionId);
  });

  test('the session is bound to the key that the SDK made for it', async () => {
    const tab = await house.tab();

    await tab.signIn(someone());

    const [signIn] = tab.callsTo('POST emailVerifications/signin');
    const { accessToken } = await tab.state();
    assert.match(signIn.sent['x-dyn-session-public-key'], /^0[23][0-9a-f]{64}$/);
    assert.equal(
      decodeJwt(accessToken).session_public_key,
      signIn.sent['x-dyn-session-public-key'],
    );
  });

  test("the device's signature over a nonce arrives, is good, and is accepted", async () => {
    const tab = await house.tab();
    const pool = await tab.noncePool();

    await tab.signIn(someone());

    const [signIn] = tab.callsTo('POST emailVerifications/signin');
    assert.equal(signIn.status, 200);
    assert.ok(pool.nonces.includes(signIn.sent['x-dynamic-device-nonce']));
    assert.ok(deviceSignatureIsGood(signIn.sent));
  });

  for (const [how, typed, again] of [
    ['upper case', (n) => `ada.${n}@example.org`, (n) => `ADA.${n}@EXAMPLE.ORG`],
    [
      'upper case beyond ASCII',
      (n) => `jürgen.${n}@bücher.example`,
      (n) => `JÜRGEN.${n}@BÜCHER.EXAMPLE`,
    ],
    ['combining marks', (n) => `zo\u00eb.${n}@example.org`, (n) => `zoe\u0308.${n}@example.org`],
    ['Punycode', (n) => `kim.${n}@bücher.example`, (n) => `kim.${n}@xn--bcher-kva.example`],
  ]) {
    test(`an address typed in ${how} reaches the same user`, async () => {
      const n = randomUUID().slice(0, 8);

      const first = await (await house.tab()).signIn(typed(n));
      const second = await (await house.tab()).signIn(again(n));

      assert.equal(second.user.id, first.user.id);
    });
  }
});
