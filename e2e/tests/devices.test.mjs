import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { openHouse, someone } from '../support/house.mjs';

describe('A new device', () => {
  const house = openHouse();

  before(() =>
    house.server.admin('PUT', `environments/${house.server.sandbox}`, {
      security: { deviceRegistrationRequired: true },
    }),
  );

  /** Somebody with an account, signed in where it was made. */
  async function resident() {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);
    return { email, tab };
  }

  /** Their further browser, let in by the link. */
  async function approved(email) {
    const person = await house.person();
    const tab = await person.tab();
    await tab.signIn(email);
    await tab.follow(await house.server.link(email));
    await tab.approveDevice();
    return { person, tab };
  }

  test('is trusted silently where the account is made', async () => {
    const { email, tab } = await resident();

    assert.equal(await isAsked(tab), false);
    await tab.sdk('logout');
    await tab.signIn(email);

    assert.equal(await isAsked(tab), false);
    const [device, ...others] = await tab.sdk('getRegisteredDevices');
    assert.deepEqual(others, []);
    assert.equal(device.isCurrentDevice, true);
    assert.equal(claimsOf((await tab.state()).accessToken).deviceRegistrationId, device.id);
  });

  test('is approved by the mailed link, in the browser that asked', async () => {
    const { email } = await resident();
    const person = await house.person();
    const tab = await person.tab();

    await tab.signIn(email);

    assert.equal(await isAsked(tab), true);
    assert.equal((await tab.state()).user.scope, 'device:register');
    await assert.rejects(tab.sdk('updateUser', { userFields: { firstName: 'Ada' } }), {
      type: 'APIError',
      status: 403,
      code: 'device_registration_required',
    });
    const link = await house.server.link(email);
    assert.ok(link.startsWith(`${house.origin}/?deviceRegistrationToken=`), link);
    const second = await person.tab();
    await second.follow(link);
    await second.approveDevice();

    assert.equal(await isAsked(second), false);
    assert.equal((await second.state()).user.scope, 'user:basic');
    await second.sdk('updateUser', { userFields: { firstName: 'Ada' } });
    await second.reload();
    assert.equal((await second.state()).user.firstName, 'Ada');
    await tab.reload();
    assert.equal(await isAsked(tab), false);
    await assert.rejects(second.sdk('completeDeviceRegistration', { deviceToken: 'spent' }), {
      code: 'invalid_device_registration',
    });
  });

  test('is named in the inbox page, where the link can be pressed', async () => {
    const { email } = await resident();
    const tab = await house.tab();
    await tab.signIn(email);

    const page = await house.page(`/inbox/${house.server.sandbox}?to=${email}`);

    const link = page.locator('#text a');
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), await house.server.link(email));
    assert.match(await page.locator('#text').textContent(), /Chrome on Linux/);
  });

  test('is not approved elsewhere, by the person or by anybody', async () => {
    const { email, tab: known } = await resident();
    const thief = await house.tab();
    await thief.signIn(email);
    const link = await house.server.link(email);

    await known.follow(link);
    await assert.rejects(known.approveDevice(), {
      type: 'APIError',
      status: 422,
      code: 'invalid_device_registration',
    });

    await thief.sdk('refreshAuth');
    assert.equal(await isAsked(thief), true);
    assert.equal((await known.sdk('getRegisteredDevices')).length, 1);
  });

  test('is on the list with the others; taken off it, it is signed out and asked again', async () => {
    const { email, tab: first } = await resident();
    const { tab: second } = await approved(email);
    const devices = await first.sdk('getRegisteredDevices');
    assert.equal(devices.length, 2);
    const other = devices.find((device) => !device.isCurrentDevice);
    assert.match(other.userAgent, /Chrome/);

    await first.sdk('revokeRegisteredDevice', { deviceRegistrationId: other.id });

    assert.equal((await first.state()).signedIn, true);
    await assert.rejects(second.sdk('refreshUser'), { status: 401 });
    await second.sdk('logout');
    await second.signIn(email);
    assert.equal(await isAsked(second), true);
  });

  test('goes with all the others, and everybody is signed out', async () => {
    const { email, tab: first } = await resident();
    const { tab: second } = await approved(email);

    await first.sdk('revokeAllRegisteredDevices');

    assert.equal((await first.state()).signedIn, false);
    await assert.rejects(second.sdk('refreshUser'), { status: 401 });
    await first.signIn(email);
    assert.equal(await isAsked(first), true);
  });
});

async function isAsked(tab) {
  const { user } = await tab.state();
  return tab.sdk('isDeviceRegistrationRequired', user);
}

function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
}
