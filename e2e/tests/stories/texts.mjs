import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

const US = { isoCountryCode: 'US', phoneCountryCode: '1' };

/** A number that nobody else in this run has. */
function number() {
  return `415555${randomInt(1000, 10000)}`;
}

async function asked(tab, phoneNumber) {
  const handle = await tab.sdk('sendSmsOTP', { phoneNumber, ...US });
  const { code, text } = await house.server.mail(`+1${phoneNumber}`);
  assert.ok(text.includes(code));
  return { handle, code };
}

describe('A text message', () => {
  test('signs in by its code, and the same person again', async () => {
    const phone = number();
    const tab = await house.tab();
    const { handle, code } = await asked(tab, phone);

    await tab.enter(handle, code);

    const { user } = await tab.state();
    assert.equal(user.phoneNumber, `+1${phone}`);
    const [credential] = user.verifiedCredentials;
    assert.equal(credential.format, 'phoneNumber');
    assert.equal(credential.phoneNumber, phone);
    assert.equal(credential.phoneCountryCode, '1');
    assert.equal(credential.isoCountryCode, 'US');
    const later = await house.tab();
    const again = await asked(later, phone);
    await later.enter(again.handle, again.code);
    assert.equal((await later.state()).user.id, user.id);
  });

  test('with another code is an APIError wrong_sms_verification_token', async () => {
    const tab = await house.tab();
    const { handle, code } = await asked(tab, number());

    await assert.rejects(tab.enter(handle, code === '000000' ? '111111' : '000000'), {
      type: 'APIError',
      status: 422,
      code: 'wrong_sms_verification_token',
    });

    assert.equal((await tab.state()).signedIn, false);
  });

  test('is not sent to a country that is not enabled', async () => {
    const tab = await house.tab();
    const british = { phoneNumber: '7400123456', isoCountryCode: 'GB', phoneCountryCode: '44' };

    await assert.rejects(tab.sdk('sendSmsOTP', british), { type: 'APIError', code: 'invalid_phone' });
  });

  test('adds a number to the account of who is signed in', async () => {
    const email = someone();
    const phone = number();
    const tab = await house.tab();
    const { user } = await tab.signIn(email);
    const { handle, code } = await asked(tab, phone);

    await tab.enter(handle, code);

    const now = (await tab.state()).user;
    assert.equal(now.id, user.id);
    assert.equal(now.email, email);
    assert.equal(now.phoneNumber, `+1${phone}`);
    assert.deepEqual(now.verifiedCredentials.map(({ format }) => format).sort(), ['email', 'phoneNumber']);
  });

  test('proves a number before a profile shows it', async () => {
    const phone = number();
    const tab = await house.tab();
    await tab.signIn(someone());

    const handle = await tab.sdk('updateUser', { userFields: { phoneNumber: `+1${phone}` } });

    assert.equal((await tab.state()).user.phoneNumber ?? null, null);
    const { code } = await house.server.mail(`+1${phone}`);
    await tab.enter(handle, code);
    assert.equal((await tab.state()).user.phoneNumber, `+1${phone}`);
  });
});
