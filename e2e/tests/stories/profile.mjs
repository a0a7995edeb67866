import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decodeJwt } from 'jose';

import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

describe('A profile', () => {
  const fields = {
    firstName: 'Ada Zoë',
    lastName: "O'Lovelace 李",
    metadata: { plan: 'gold', seats: 3, tags: ['a', 'b'], deep: { ok: true } },
  };

  test('is updated, and seen after a reload and by the server', async () => {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);

    await tab.sdk('updateUser', { userFields: fields });
    await tab.reload();

    const { user, accessToken, idToken } = await tab.state();
    assert.deepEqual(profile(user), { ...fields, email });
    assert.deepEqual(profile(await tab.sdk('refreshUser')), { ...fields, email });
    const authorization = `Bearer ${accessToken}`;
    const { body } = await house.server.request('GET', '/users', { headers: { authorization } });
    assert.deepEqual(profile(body), { ...fields, email });
    assert.equal(decodeJwt(idToken).given_name, fields.firstName);
    assert.equal(decodeJwt(idToken).family_name, fields.lastName);
  });

  test('keeps what an update does not name, and the credentials', async () => {
    const tab = await house.tab();
    const { user } = await tab.signIn(someone());
    await tab.sdk('updateUser', { userFields: fields });

    await tab.sdk('updateUser', { userFields: { lastName: 'King' } });

    const now = await tab.sdk('refreshUser');
    assert.equal(now.firstName, fields.firstName);
    assert.equal(now.lastName, 'King');
    assert.deepEqual(now.metadata, fields.metadata);
    assert.deepEqual(
      now.verifiedCredentials.map(({ id }) => id),
      user.verifiedCredentials.map(({ id }) => id),
    );
  });

  test('is what another browser of the same person finds', async () => {
    const email = someone();
    const desk = await house.tab();
    await desk.signIn(email);
    await desk.sdk('updateUser', { userFields: fields });

    const { user } = await (await house.tab()).signIn(email);

    assert.equal(user.firstName, fields.firstName);
    assert.deepEqual(user.metadata, fields.metadata);
  });

  test('goes with the account: signed out, token refused, and the address is a new user', async () => {
    const email = someone();
    const tab = await house.tab();
    const { user } = await tab.signIn(email);
    await tab.sdk('updateUser', { userFields: fields });
    const { accessToken } = await tab.state();

    await tab.sdk('deleteUser');

    assert.equal((await tab.state()).signedIn, false);
    assert.deepEqual(
      tab.callsTo('DELETE users').map((call) => call.status),
      [204],
    );
    const authorization = `Bearer ${accessToken}`;
    const refused = await house.server.request('GET', '/users', { headers: { authorization } });
    assert.equal(refused.status, 401);
    assert.deepEqual(await house.server.usersNamed(email), []);
    const { user: reborn } = await (await house.tab()).signIn(email);
    assert.notEqual(reborn.id, user.id);
    assert.equal(reborn.newUser, true);
    assert.equal(reborn.firstName ?? null, null);
  });

  const profile = ({ firstName, lastName, metadata, email }) => ({
    firstName,
    lastName,
    metadata,
    email,
  });
});
