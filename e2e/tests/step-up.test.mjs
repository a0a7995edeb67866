import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import { Authenticator } from '../support/authenticator.mjs';
import { openHouse, someone } from '../support/house.mjs';

describe('Where a proof anew is asked for', () => {
  const house = openHouse();

  before(() =>
    house.server.admin('PUT', `environments/${house.server.sandbox}`, {
      sdk: { minApiVersion: '2026_04_01' },
      security: { mfa: { enabled: false, methods: [{ type: 'totp', enabled: true }] } },
    }),
  );

  /** Proves the address again, and wants these scopes for it. */
  async function proveAgain(tab, email, requestedScopes) {
    const { handle, code } = await tab.askForCode(email);
    return tab.sdk('verifyOTP', {
      otpVerification: handle,
      verificationToken: code,
      requestedScopes,
    });
  }

  async function unlink(tab) {
    const [account] = await tab.sdk('getUserSocialAccounts');
    await tab.sdk('unlinkSocialAccount', { verifiedCredentialId: account.verifiedCredentialId });
  }

  test('an elevated token is requested, sent and spent', async () => {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);
    const scope = 'credential:link';
    const asked = await tab.sdk('checkStepUpAuth', { scope });
    assert.equal(asked.isRequired, true);
    assert.equal(asked.credentials[0].format, 'email');
    assert.equal(asked.credentials[0].alias, email);
    await assert.rejects(tab.through('github', email), {
      type: 'APIError',
      status: 403,
      code: 'elevated_access_token_required',
    });

    // With a wallet's scope it is good once.
    await proveAgain(tab, email, [scope, 'wallet:export']);
    assert.equal((await tab.sdk('checkStepUpAuth', { scope })).isRequired, false);
    await tab.through('github', email);

    const { sent } = tab.callsTo('POST providers/github/verify').at(-1);
    assert.match(sent['x-dyn-elevated-access-token'], /^ey/);
    assert.equal((await tab.sdk('checkStepUpAuth', { scope })).isRequired, true);
    await assert.rejects(tab.through('google', email), {
      code: 'elevated_access_token_required',
    });
    assert.equal((await tab.sdk('getUserSocialAccounts')).length, 1);
  });

  test('an account is unlinked only with one', async () => {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);
    await proveAgain(tab, email, ['credential:link']);
    await tab.through('github', email);

    await assert.rejects(unlink(tab), { code: 'elevated_access_token_required' });
    await proveAgain(tab, email, ['credential:unlink']);
    await unlink(tab);

    assert.deepEqual(await tab.sdk('getUserSocialAccounts'), []);
  });

  test('leave for a first app comes with the sign-in, and from then on the app is what elevates', async () => {
    const email = someone();
    const tab = await house.tab();
    const { handle, code } = await tab.askForCode(email);
    await tab.sdk('verifyOTP', {
      otpVerification: handle,
      verificationToken: code,
      allowNewMFALinking: true,
    });
    const { id, uri } = await tab.sdk('registerTotpMfaDevice');
    const app = new Authenticator(uri);
    await tab.sdk('authenticateTotpMfaDevice', { code: await app.code() });

    const scope = 'credential:unlink';
    const asked = await tab.sdk('checkStepUpAuth', { scope });
    assert.deepEqual(
      asked.credentials.map(({ id, type }) => ({ id, type })),
      [{ id, type: 'totp' }],
    );
    await assert.rejects(proveAgain(tab, email, [scope]), {
      status: 403,
      code: 'additional_auth_required',
    });
    await tab.sdk('authenticateTotpMfaDevice', { code: await app.code(), requestedScopes: [scope] });
    await tab.sdk('deleteMfaDevice', { deviceId: id });

    assert.deepEqual(await tab.sdk('getMfaDevices'), []);
  });
});
