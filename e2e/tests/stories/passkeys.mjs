import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

describe('A person with an authenticator', () => {
  before(() => passkeys({ enabled: true }));
  after(() => passkeys({ enabled: false, signUp: false }));

  test('registers a passkey, and signs in by it without saying who they are', async () => {
    const { tab, kept } = await withAuthenticator();
    await tab.signIn(someone());
    const { user } = await tab.state();

    await tab.sdk('registerPasskey');

    const registered = (await tab.state()).user;
    assert.equal(registered.id, user.id);
    assert.equal(registered.sessionId, user.sessionId);
    assert.deepEqual(formats(registered), ['email', 'passkey']);
    const [key] = await kept();
    assert.equal(key.rpId, 'localhost');
    assert.equal(key.isResidentCredential, true);
    await tab.sdk('logout');
    assert.equal((await tab.state()).signedIn, false);

    await tab.sdk('signInWithPasskey');

    const again = await tab.state();
    assert.equal(again.signedIn, true);
    assert.equal(again.user.id, user.id);
    assert.notEqual(again.user.sessionId, user.sessionId);
  });

  test('sees a passkey on the list and deletes it; it signs in nobody then', async () => {
    const { tab } = await withAuthenticator();
    await tab.signIn(someone());
    await tab.sdk('registerPasskey');

    const [passkey, ...more] = await tab.sdk('getPasskeys');

    assert.equal(more.length, 0);
    assert.equal(passkey.origin, house.origin);
    assert.match(passkey.userAgent, /Chrome/);
    assert.ok(passkey.createdAt);
    await tab.sdk('deletePasskey', { passkeyId: passkey.id });
    assert.deepEqual(await tab.sdk('getPasskeys'), []);
    await tab.sdk('logout');
    await assert.rejects(tab.sdk('signInWithPasskey'), {
      type: 'APIError',
      code: 'invalid_passkey',
      status: 401,
    });
    assert.equal((await tab.state()).signedIn, false);
  });

  test('is not asked to keep a second passkey beside the first', async () => {
    const { tab, kept } = await withAuthenticator();
    await tab.signIn(someone());
    await tab.sdk('registerPasskey');

    await assert.rejects(tab.sdk('registerPasskey'), { name: 'InvalidStateError' });

    assert.equal((await kept()).length, 1);
    assert.equal((await tab.sdk('getPasskeys')).length, 1);
  });

  test('signs up by a passkey alone where the environment wants that', async () => {
    const { tab } = await withAuthenticator();
    await assert.rejects(tab.sdk('registerPasskey'), { type: 'APIError', status: 401 });
    await passkeys({ signUp: true });

    await tab.sdk('registerPasskey');

    const { user } = await tab.state();
    assert.equal(user.newUser, true);
    assert.deepEqual(formats(user), ['passkey']);
    const [{ id }] = await tab.sdk('getPasskeys');
    await assert.rejects(tab.sdk('deletePasskey', { passkeyId: id }), {
      type: 'APIError',
      code: 'cannot_delete_last_sign_in_verified_credential',
    });
  });
});

async function withAuthenticator() {
  const tab = await house.tab();
  return { tab, kept: await tab.keepsPasskeys() };
}

async function passkeys(settings) {
  const { sandbox } = house.server;
  await house.server.admin('PUT', `environments/${sandbox}`, {
    security: { passkeys: settings },
  });
}

function formats(user) {
  return user.verifiedCredentials.map(({ format }) => format).sort();
}
