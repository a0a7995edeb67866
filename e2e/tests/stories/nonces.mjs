import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

const day = 24 * 60 * 60 * 1000;

describe('The pool of nonces', () => {
  test('is five, kept for a day, and each fits every message format', async () => {
    const tab = await house.tab();

    const pool = await tab.noncePool();

    assert.equal(pool.nonces.length, 5);
    assert.equal(new Set(pool.nonces).size, 5);
    for (const nonce of pool.nonces) assert.match(nonce, /^[A-Za-z0-9]{8,}$/);
    assert.ok(Math.abs(pool.expiration - Date.now() - day) < 60_000);
  });

  test('outlives reloads and refills, and all of it can be redeemed', async () => {
    const tab = await house.tab();
    const pool = await tab.noncePool();
    await tab.signIn(someone());
    await tab.reload();

    for (let i = 0; i < 9; i++) await tab.sdk('refreshAuth');

    const spent = tab.callsTo('POST refresh').map((call) => call.sent['x-dynamic-device-nonce']);
    assert.deepEqual(spent.slice(0, 4), pool.nonces.slice(1));
    assert.equal(new Set(spent).size, 9);
    assert.ok(tab.callsTo('POST refresh').every((call) => call.status === 200));
  });

  test('holds each nonce for one use: the same signed headers are refused a second time', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    await tab.sdk('refreshAuth');
    const [{ sent }] = tab.callsTo('POST refresh');

    const { accessToken } = await tab.state();
    const again = await refresh(accessToken, deviceHeaders(sent));

    assert.ok(again.status >= 400 && again.status < 500, `answered ${again.status}`);
    assert.equal(typeof again.body.error, 'string');
    assert.equal((await tab.sdk('refreshUser')).id, (await tab.state()).user.id);
  });

  test("is worth nothing under another device's key", async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    await tab.sdk('refreshAuth');
    const [{ sent }] = tab.callsTo('POST refresh');
    const { body } = await house.server.request('GET', '/nonces?count=1');

    const { accessToken } = await tab.state();
    const forged = await refresh(accessToken, {
      ...deviceHeaders(sent),
      'x-dynamic-device-nonce': body.nonces[0],
    });

    assert.ok(forged.status >= 400 && forged.status < 500, `answered ${forged.status}`);
    assert.equal(forged.body.minifiedJwt, undefined);
  });

  const refresh = (accessToken, headers) =>
    house.server.request('POST', '/refresh', {
      headers: { authorization: `Bearer ${accessToken}`, origin: house.origin, ...headers },
    });

  const deviceHeaders = (sent) =>
    Object.fromEntries(
      Object.entries(sent).filter(([name]) => name.startsWith('x-dynamic-device')),
    );
});
