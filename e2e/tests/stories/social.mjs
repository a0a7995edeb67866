import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

describe('A person with an account at a provider', () => {
  for (const provider of ['google', 'github']) {
    test(`signs in through ${provider}, and is the same person the next time`, async () => {
      const email = someone();
      const tab = await house.tab();

      const user = await tab.through(provider, email);

      assert.equal((await tab.state()).signedIn, true);
      assert.equal(user.newUser, true);
      assert.equal(user.email, email);
      const [account] = await tab.sdk('getUserSocialAccounts');
      assert.equal(account.provider, provider);
      assert.equal(account.displayName, 'Ada Lovelace');
      assert.deepEqual(account.emails, [email]);
      const elsewhere = await house.tab();
      assert.equal((await elsewhere.through(provider, email)).id, user.id);
    });
  }

  test('brings the proof key of the SDK along, and no code of the provider in the address', async () => {
    const tab = await house.tab();
    await tab.beginAt('github');
    const atProvider = new URL(tab.address).searchParams;
    await tab.be('Ada Lovelace', someone());
    const code = new URL(tab.address).searchParams.get('dynamicOauthCode');

    await tab.completeHere();

    const [{ posted }] = tab.callsTo('POST providers/github/signIn');
    assert.match(JSON.parse(posted).codeVerifier, /^\w{43}$/);
    assert.match(code, /^\w{43}$/);
    assert.equal(atProvider.get('code_challenge_method'), 'S256');
  });

  test('links a further account and unlinks it again', async () => {
    const email = someone();
    const tab = await house.tab();
    await tab.signIn(email);
    const { user } = await tab.state();

    const linked = await tab.through('github', email);

    assert.equal(linked.id, user.id);
    assert.equal(linked.sessionId, user.sessionId);
    assert.equal(tab.callsTo('POST providers/github/verify').length, 1);
    const [account] = await tab.sdk('getUserSocialAccounts');
    await tab.sdk('unlinkSocialAccount', { verifiedCredentialId: account.verifiedCredentialId });
    assert.deepEqual(await tab.sdk('getUserSocialAccounts'), []);
    assert.equal((await tab.state()).signedIn, true);
  });

  test('keeps the only account that signs them in', async () => {
    const tab = await house.tab();
    await tab.through('google', someone());
    const [account] = await tab.sdk('getUserSocialAccounts');

    await assert.rejects(
      tab.sdk('unlinkSocialAccount', { verifiedCredentialId: account.verifiedCredentialId }),
      { type: 'APIError', code: 'cannot_delete_last_sign_in_verified_credential' },
    );
    assert.equal((await tab.sdk('getUserSocialAccounts')).length, 1);
  });

  test('is told of an account that another has', async () => {
    const email = someone('bob');
    await (await house.tab()).through('github', email);
    const ada = await house.tab();
    await ada.signIn(someone());

    await assert.rejects(ada.through('github', email), {
      type: 'APIError',
      code: 'social_account_already_exists',
    });
    assert.deepEqual(await ada.sdk('getUserSocialAccounts'), []);
  });

  test('is told to sign in by e-mail where the address was proven that way', async () => {
    const email = someone();
    await (await house.tab()).signIn(email);
    const tab = await house.tab();

    await assert.rejects(tab.through('google', email), {
      type: 'APIError',
      status: 422,
      code: 'email_associated_with_different_provider',
    });
    assert.equal((await tab.state()).signedIn, false);
    assert.equal((await house.server.usersNamed(email)).length, 1);
  });

  test('is back in the app after saying no, and signed in by nothing', async () => {
    const tab = await house.tab();
    await tab.beginAt('google');

    await tab.sayNo();

    assert.equal(new URL(tab.address).searchParams.get('dynamicOauthError'), 'access_denied');
    await assert.rejects(tab.completeHere(), { type: 'MissingSocialUrlParamError' });
    assert.equal((await tab.state()).signedIn, false);
  });
});

describe('Somebody who is not that person', () => {
  test('cannot use a code again', async () => {
    const tab = await house.tab();
    await tab.through('google', someone());
    const [{ posted }] = tab.callsTo('POST providers/google/signIn');

    const { status, body } = await again(posted, 'google');

    assert.equal(status, 422);
    assert.equal(body.code, 'invalid_verification');
  });

  test('cannot go on with a state that another browser began', async () => {
    const ada = await house.tab();
    await ada.beginAt('google');
    const mallory = await house.person();
    const page = await mallory.tab();

    await page.goTo(chosen(ada.address));

    assert.match(page.address, /\/providers\/google\/redirect\?/);
    assert.match(await page.evaluate(() => document.body.innerText), /invalid_verification/);
    await ada.be('Ada Lovelace', someone());
    await ada.completeHere();
    assert.equal((await ada.state()).signedIn, true);
  });

  test('cannot have the SDK end a way that it did not begin', async () => {
    const ada = await house.tab();
    await ada.beginAt('google');
    await ada.be('Ada Lovelace', someone());
    const page = await house.tab();

    await page.goTo(ada.address);
    await assert.rejects(page.completeHere(), { type: 'MissingRedirectStorageStateError' });

    assert.equal((await page.state()).signedIn, false);
    await ada.completeHere();
    assert.equal((await ada.state()).signedIn, true);
  });
});

/** What an app posted, posted once more by somebody else. */
function again(posted, provider) {
  return house.server.request('POST', `/providers/${provider}/signIn`, {
    body: JSON.parse(posted),
    headers: { origin: house.origin },
  });
}

/** Where the fake provider goes when somebody was chosen at this address of it. */
function chosen(address) {
  const person = { name: 'Mallory', email: someone('mallory'), verified: 'true' };
  return `${address.replace('/authorize?', '/chosen?')}&${new URLSearchParams(person)}`;
}
