import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { Authenticator } from '../support/authenticator.mjs';
import { openHouse, someone } from '../support/house.mjs';

describe('A second factor', () => {
  const house = openHouse();

  before(() =>
    house.server.admin('PUT', `environments/${house.server.sandbox}`, {
      security: {
        mfa: {
          enabled: true,
          methods: ['totp', 'passkey'].map((type) => ({ type, enabled: true })),
        },
      },
    }),
  );

  /** Somebody with an authenticator app, signed in where it was proven. */
  async function enrolled() {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);
    const { uri } = await tab.sdk('registerTotpMfaDevice');
    const app = new Authenticator(uri);
    await tab.sdk('authenticateTotpMfaDevice', { code: await app.code() });
    return { email, tab, app };
  }

  test('is enrolled by the first right code, after a wrong one that is an MfaInvalidOtpError', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const { id, uri } = await tab.sdk('registerTotpMfaDevice');
    const app = new Authenticator(uri);

    await assert.rejects(
      tab.sdk('authenticateTotpMfaDevice', { deviceId: id, code: app.wrong() }),
      { type: 'MfaInvalidOtpError' },
    );
    assert.equal((await tab.sdk('getMfaMethods')).userHasVerifiedMfaMethods, false);
    await tab.sdk('authenticateTotpMfaDevice', { deviceId: id, code: await app.code() });

    const [device, ...others] = await tab.sdk('getMfaDevices');
    assert.deepEqual(others, []);
    assert.equal(device.id, id);
    assert.equal(device.verified, true);
    const { user, accessToken } = await tab.state();
    assert.equal(user.scope, 'user:basic');
    assert.deepEqual(claimsOf(accessToken).amr, ['otp', 'mfa']);
  });

  test('is asked for at the next sign-in, and nothing else goes before it', async () => {
    const { email, app } = await enrolled();
    const tab = await house.tab();

    await tab.signIn(email);

    assert.equal(await tab.sdk('isUserMissingMfaAuth'), true);
    await assert.rejects(tab.sdk('updateUser', { userFields: { firstName: 'Ada' } }), {
      type: 'APIError',
      status: 403,
      code: 'additional_auth_required',
    });
    await assert.rejects(tab.sdk('registerTotpMfaDevice'), { status: 403 });
    await tab.sdk('authenticateTotpMfaDevice', { code: await app.code() });
    assert.equal(await tab.sdk('isUserMissingMfaAuth'), false);
    await tab.sdk('updateUser', { userFields: { firstName: 'Ada' } });
    assert.equal((await tab.state()).user.firstName, 'Ada');
  });

  test('may be lost: a recovery code stands in for it, once', async () => {
    const { email, tab } = await enrolled();
    assert.equal(await tab.sdk('isPendingRecoveryCodesAcknowledgment'), true);
    const { recoveryCodes } = await tab.sdk('getMfaRecoveryCodes');
    assert.equal(recoveryCodes.length, 10);
    await tab.sdk('acknowledgeRecoveryCodes');
    assert.equal(await tab.sdk('isPendingRecoveryCodesAcknowledgment'), false);
    const [code] = recoveryCodes;

    const other = await house.tab();
    await other.signIn(email);
    await other.sdk('authenticateMfaRecoveryCode', { code });

    assert.equal(await other.sdk('isUserMissingMfaAuth'), false);
    const third = await house.tab();
    await third.signIn(email);
    await assert.rejects(third.sdk('authenticateMfaRecoveryCode', { code }), {
      type: 'MfaInvalidOtpError',
    });
    assert.equal(await third.sdk('isUserMissingMfaAuth'), true);
  });

  test('is guessed at five times: then an MfaRateLimitedError', async () => {
    const { email, app } = await enrolled();
    const tab = await house.tab();
    await tab.signIn(email);

    for (let guess = 0; guess < 5; guess++) {
      await assert.rejects(tab.sdk('authenticateTotpMfaDevice', { code: app.wrong() }), {
        type: 'MfaInvalidOtpError',
      });
    }

    await assert.rejects(tab.sdk('authenticateTotpMfaDevice', { code: await app.code() }), {
      type: 'MfaRateLimitedError',
    });
  });

  test('is removed by an MFA token that is good once', async () => {
    const { tab, app } = await enrolled();
    const [{ id: deviceId }] = await tab.sdk('getMfaDevices');
    const { mfaToken } = await tab.sdk('authenticateTotpMfaDevice', {
      code: await app.code(),
      createMfaTokenOptions: { singleUse: true },
    });

    await tab.sdk('deleteMfaDevice', { deviceId, mfaAuthToken: mfaToken });

    assert.deepEqual(await tab.sdk('getMfaDevices'), []);
  });

  test('may be a passkey, which is asked for at the next sign-in by mail', async () => {
    const email = someone();
    const tab = await house.tab();
    await tab.keepsPasskeys();
    await tab.signIn(email);

    await tab.sdk('registerPasskey');

    assert.equal((await tab.state()).user.scope, 'user:basic');
    await tab.sdk('logout');
    await tab.signIn(email);
    assert.equal(await tab.sdk('isUserMissingMfaAuth'), true);
    await tab.sdk('authenticatePasskeyMFA');
    assert.equal(await tab.sdk('isUserMissingMfaAuth'), false);
    const { user, accessToken } = await tab.state();
    assert.equal(user.scope, 'user:basic');
    assert.deepEqual(claimsOf(accessToken).amr, ['otp', 'hwk', 'user', 'mfa']);
    const { devices, passkeys, userHasVerifiedMfaMethods } = await tab.sdk('getMfaMethods');
    assert.deepEqual(devices, []);
    assert.equal(passkeys.length, 1);
    assert.equal(userHasVerifiedMfaMethods, true);
  });

  test('that is a passkey is deleted with an MFA token alone', async () => {
    const tab = await house.tab();
    await tab.keepsPasskeys();
    await tab.signIn(someone());
    await tab.sdk('registerPasskey');
    const [{ id: passkeyId }] = await tab.sdk('getPasskeys');
    await assert.rejects(tab.sdk('deletePasskey', { passkeyId }), {
      type: 'APIError',
      status: 403,
      code: 'additional_auth_required',
    });

    await tab.sdk('authenticatePasskeyMFA', { createMfaToken: { singleUse: true } });
    await tab.sdk('deletePasskey', { passkeyId });

    assert.deepEqual(await tab.sdk('getPasskeys'), []);
  });

  test('that is a passkey is a NoPasskeyCredentialsFoundError for who has none', async () => {
    const tab = await house.tab();
    await tab.keepsPasskeys();
    await tab.signIn(someone());

    await assert.rejects(tab.sdk('authenticatePasskeyMFA'), {
      type: 'NoPasskeyCredentialsFoundError',
    });
  });
});

function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
}
