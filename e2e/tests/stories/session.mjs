import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { deviceSignatureIsGood } from '../../support/device.mjs';
import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

describe('A session', () => {
  test('outlives a reload without a new sign-in', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const before = await tab.state();

    await tab.reload();

    const now = await tab.state();
    assert.equal(now.initStatus, 'finished');
    assert.equal(now.signedIn, true);
    assert.equal(now.accessToken, before.accessToken);
    assert.equal(now.idToken, before.idToken);
    assert.deepEqual(now.expiresAt, before.expiresAt);
    assert.deepEqual(
      tab.calls.filter(({ name }) => /emailVerifications|refresh|revoke/.test(name)),
      [],
    );
    const user = await tab.sdk('refreshUser');
    assert.equal(user.id, before.user.id);
    assert.equal(user.sessionId, before.user.sessionId);
  });

  test('can be refreshed: a fresh token, the same user, and both tokens good', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const before = await tab.state();
    await sleep(1100); // Tokens count in whole seconds.

    await tab.sdk('refreshAuth');

    const now = await tab.state();
    assert.notEqual(now.accessToken, before.accessToken);
    assert.notEqual(now.idToken, before.idToken);
    assert.ok(new Date(now.expiresAt) > new Date(before.expiresAt));
    assert.equal(now.user.id, before.user.id);
    assert.deepEqual(now.user.verifiedCredentials, before.user.verifiedCredentials);
    assert.equal((await tab.sdk('refreshUser')).id, before.user.id);
    const [refresh] = tab.callsTo('POST refresh');
    assert.ok(deviceSignatureIsGood(refresh.sent));
  });

  test('ends at logout: the server refuses the old token, and a reload stays signed out', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const { accessToken } = await tab.state();
    const authorization = `Bearer ${accessToken}`;
    assert.equal(
      (await house.server.request('GET', '/users', { headers: { authorization } })).status,
      200,
    );

    await tab.sdk('logout');

    const { signedIn, user, accessToken: kept, idToken } = await tab.state();
    assert.deepEqual(
      { signedIn, user, kept, idToken },
      { signedIn: false, user: null, kept: null, idToken: null },
    );
    const [revoke] = tab.callsTo('POST revoke');
    assert.equal(revoke.status, 204);
    assert.equal(revoke.sent['x-dyn-logout-reason'], 'user-intent');
    for (const [method, path] of [
      ['GET', '/users'],
      ['GET', '/session'],
      ['POST', '/refresh'],
    ]) {
      const refused = await house.server.request(method, path, { headers: { authorization } });
      assert.equal(refused.status, 401, `${method} ${path}`);
      assert.equal(typeof refused.body.error, 'string');
    }
    await tab.reload();
    assert.equal((await tab.state()).signedIn, false);
  });

  test("is the SDK's APIError 401 once the operator has revoked it", async () => {
    const tab = await house.tab();
    const { user } = await tab.signIn(someone());
    const { sandbox } = house.server;

    await house.server.admin('POST', `environments/${sandbox}/users/${user.id}/sessions/revoke`);

    await assert.rejects(tab.sdk('refreshUser'), { type: 'APIError', status: 401 });
    await assert.rejects(tab.sdk('refreshAuth'), { type: 'APIError', status: 401 });
  });

  test('is shared by two tabs of one browser', async () => {
    const person = await house.person();
    const first = await person.tab();
    await first.signIn(someone());

    const second = await person.tab();

    const { accessToken, user } = await first.state();
    assert.equal((await second.state()).accessToken, accessToken);
    await second.sdk('updateUser', { userFields: { firstName: 'Ada' } });
    assert.equal((await first.sdk('refreshUser')).firstName, 'Ada');
    assert.equal((await first.state()).user.id, user.id);
  });

  test('ended in one tab is ended in the other', async () => {
    const person = await house.person();
    const first = await person.tab();
    await first.signIn(someone());
    const second = await person.tab();

    await first.sdk('logout');

    await assert.rejects(second.sdk('refreshUser'), { type: 'APIError', status: 401 });
    await second.reload();
    assert.equal((await second.state()).signedIn, false);
  });

  test('of one browser lives on when another browser of the same person signs out', async () => {
    const email = someone();
    const desk = await house.tab();
    await desk.signIn(email);
    const phone = await house.tab();
    await phone.signIn(email);

    await phone.sdk('logout');

    assert.equal((await desk.sdk('refreshUser')).email, email);
  });

  test('lets its person prove the address again, and stays the same session', async () => {
    const email = someone();
    const tab = await house.tab();
    const { user } = await tab.signIn(email);

    const again = await tab.signIn(email);

    assert.equal(again.user.id, user.id);
    assert.equal(again.user.sessionId, user.sessionId);
    assert.equal(again.user.verifiedCredentials.length, 1);
    const [verify] = tab.callsTo('POST emailVerifications/verify');
    assert.ok(deviceSignatureIsGood(verify.sent));
  });

  test('ends by itself when its token does, and the server is told why', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const { expiresAt } = await tab.state();
    await tab.holdTime();

    await tab.advanceTime(new Date(expiresAt) - Date.now() + 1000);

    const revoke = await tab.nextCallTo('POST revoke');
    assert.equal(revoke.sent['x-dyn-logout-reason'], 'token-expired');
    assert.equal(revoke.status, 204);
    assert.equal((await tab.state()).signedIn, false);
  });
});
