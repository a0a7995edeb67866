import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { decodeJwt, generateKeyPair } from 'jose';

import { openHouse, someone } from '../support/house.mjs';
import { Issuer } from '../support/issuer.mjs';

describe('A person of a team with an OpenID provider of its own', () => {
  const house = openHouse();
  let issuer;
  before(async () => {
    issuer = await Issuer.start();
    await trust(issuer.settings);
    // Two seconds are enough for a key set, but not for the first call of a server on a busy machine.
    while (!(await check(await issuer.sign({ sub: 'ada' }))).valid) await sleep(1000);
  });
  after(() => issuer?.stop());

  const trust = (externalAuth) =>
    house.server.admin('PUT', `environments/${house.server.sandbox}`, {
      security: { externalAuth },
    });

  const check = async (encodedJwt) => {
    const path = `environments/${house.server.sandbox}/externalJwt/check`;
    return house.server.admin('POST', path, { encodedJwt });
  };

  const nobody = async (tab) => {
    assert.equal((await tab.state()).signedIn, false);
    assert.equal(await tab.stored('session'), null);
  };

  test('signs in by its ID token, until that ends, and again as the same user', async () => {
    const externalJwt = await issuer.idToken('ada');
    const tab = await house.tab();

    await tab.sdk('signInWithExternalJwt', { externalJwt });

    const { signedIn, user, accessToken, expiresAt } = await tab.state();
    assert.equal(signedIn, true);
    const formats = user.verifiedCredentials.map(({ format }) => format);
    assert.deepEqual(formats.sort(), ['email', 'externalUser']);
    assert.equal(user.email, 'ada@example.org');
    const { exp } = decodeJwt(externalJwt);
    assert.equal(decodeJwt(accessToken).exp, exp);
    assert.equal(new Date(expiresAt).getTime(), exp * 1000);
    await tab.sdk('refreshAuth');
    assert.equal(decodeJwt((await tab.state()).accessToken).exp, exp);

    const elsewhere = await house.tab();
    await elsewhere.sdk('signInWithExternalJwt', { externalJwt: await issuer.idToken('ada') });
    assert.equal((await elsewhere.state()).user.id, user.id);
    await elsewhere.reload();
    assert.equal((await elsewhere.state()).signedIn, true);
  });

  test('links it to an account by e-mail, whose session stays', async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const { user } = await tab.state();

    await tab.sdk('signInWithExternalJwt', { externalJwt: await issuer.idToken('grace') });

    const now = (await tab.state()).user;
    assert.equal(now.id, user.id);
    assert.equal(now.sessionId, user.sessionId);
    assert.ok(now.verifiedCredentials.some(({ format }) => format === 'externalUser'));
  });

  test('is asked whether to merge the account that the token opens, and merges', async () => {
    const externalJwt = await issuer.sign({ sub: 'hedy' });
    const other = await house.tab();
    await other.sdk('signInWithExternalJwt', { externalJwt });
    const tab = await house.tab();
    await tab.signIn(someone());
    const { user } = await tab.state();

    await assert.rejects(tab.sdk('signInWithExternalJwt', { externalJwt }), {
      type: 'APIError',
      code: 'merge_accounts_confirmation',
    });
    assert.equal((await tab.state()).user.verifiedCredentials.length, 1);
    await tab.sdk('mergeUserAccounts');

    const now = (await tab.state()).user;
    assert.equal(now.id, user.id);
    assert.ok(now.verifiedCredentials.some(({ format }) => format === 'externalUser'));
  });

  test('is told by a LinkCredentialError of a token of an account with more ways in', async () => {
    const auth = (allowMultipleCredentialsForSignIn) =>
      house.server.admin('PUT', `environments/${house.server.sandbox}`, {
        security: { auth: { allowMultipleCredentialsForSignIn } },
      });
    const externalJwt = await issuer.sign({ sub: 'lise' });
    await auth(true);
    try {
      const owner = await house.tab();
      await owner.signIn(someone());
      await owner.sdk('signInWithExternalJwt', { externalJwt });
      const tab = await house.tab();
      await tab.signIn(someone());

      await assert.rejects(tab.sdk('signInWithExternalJwt', { externalJwt }), {
        type: 'LinkCredentialError',
      });

      assert.equal((await tab.state()).user.verifiedCredentials.length, 1);
    } finally {
      await auth(false);
    }
  });

  test('steps up by an assertion of their server, once', async () => {
    const tab = await house.tab();
    await tab.sdk('signInWithExternalJwt', { externalJwt: await issuer.idToken('emmy') });
    const scope = 'credential:link';
    const externalJwt = await issuer.sign({ sub: 'emmy', scope, jti: 'one' });

    await tab.sdk('requestExternalAuthElevatedToken', { externalJwt });

    const elevated = await tab.sdk('getElevatedAccessToken', { scope });
    assert.equal(decodeJwt(elevated).scope, scope);
    await assert.rejects(tab.sdk('requestExternalAuthElevatedToken', { externalJwt }), {
      type: 'InvalidExternalAuthError',
    });
    const about = await issuer.sign({ sub: 'ada', scope, jti: 'two' });
    await assert.rejects(tab.sdk('requestExternalAuthElevatedToken', { externalJwt: about }), {
      type: 'InvalidExternalAuthError',
    });
  });

  for (const [what, word, forge] of [
    ['has ended', 'expired', () => issuer.sign({ sub: 'ada' }, { exp: '1 second ago' })],
    ['is for another app', 'audience', () => issuer.sign({ sub: 'ada', aud: 'another' })],
    ['names nobody', 'subject', () => issuer.sign({})],
    [
      'is signed by a stranger',
      'signature',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return issuer.sign({ sub: 'ada' }, { key: privateKey });
      },
    ],
    ['is signed by nobody', 'algorithm', async () => unsigned(await issuer.sign({ sub: 'ada' }))],
    ['is by an unknown key', 'key', () => issuer.sign({ sub: 'ada' }, { kid: 'second' })],
    ['is no token', 'malformed', async () => 'paste.yours.here'],
  ]) {
    test(`is told by an InvalidExternalAuthError of a token that ${what}`, async () => {
      const externalJwt = await forge();
      const tab = await house.tab();

      await assert.rejects(tab.sdk('signInWithExternalJwt', { externalJwt }), {
        type: 'InvalidExternalAuthError',
      });

      await nobody(tab);
      const { valid, errors } = await check(externalJwt);
      assert.equal(valid, false);
      assert.ok(errors.some((error) => error.startsWith(`${word}: `)), String(errors));
    });
  }

  test('is told by an APIError 503 that the issuer is out of reach', async () => {
    const externalJwt = await issuer.sign({ sub: 'ada' });
    await trust({ ...issuer.settings, jwksUrl: `${issuer.name}/nowhere` });
    try {
      const tab = await house.tab();
      await assert.rejects(tab.sdk('signInWithExternalJwt', { externalJwt }), {
        type: 'APIError',
        status: 503,
        code: 'external_auth_unavailable',
      });
      await nobody(tab);
    } finally {
      await trust(issuer.settings);
    }
  });

  test('signs in by the cookie of their team', async () => {
    await trust({ ...issuer.settings, cookieName: 'team' });
    try {
      const tab = await house.tab();
      const jwt = await issuer.sign({ sub: 'ada' });
      // Cookies know no ports: that of the site is one of the server too.
      await tab.evaluate((jwt) => void (document.cookie = `team=${jwt}; path=/`), jwt);

      await tab.sdk('signInWithExternalJwt');

      assert.equal((await tab.state()).signedIn, true);
      await tab.reload();
      assert.equal((await tab.state()).signedIn, true);
    } finally {
      await trust({ ...issuer.settings, cookieName: null });
    }
  });
});

/** Its header says that it needs no signature. */
function unsigned(jwt) {
  const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  return `${header}.${jwt.split('.')[1]}.`;
}
