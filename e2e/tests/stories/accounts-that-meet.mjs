import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { EvmWallet, SolanaWallet } from '../../support/wallets.mjs';
import { house } from './house.mjs';

describe('A person who signed in by e-mail', () => {
  test('links a wallet, and a second one of another chain', async () => {
    const fox = new EvmWallet();
    const ghost = new SolanaWallet();
    const tab = await signedIn(someone(), fox, ghost);
    const { user } = await tab.state();

    await tab.prove(fox);
    await tab.prove(ghost);

    assert.deepEqual(await credentials(tab), ['email', fox.address, ghost.address].sort());
    const now = (await tab.state()).user;
    assert.equal(now.id, user.id);
    assert.equal(now.sessionId, user.sessionId);
    assert.equal(now.newUser, false);
  });

  test('signs in by the linked wallet only where the environment allows it', async () => {
    const fox = new EvmWallet();
    const tab = await signedIn(someone(), fox);
    await tab.prove(fox);
    const elsewhere = await (await house.person(fox)).tab();

    await assert.rejects(elsewhere.prove(fox), {
      type: 'APIError',
      code: 'credential_not_enabled_for_sign_in',
    });
    assert.equal((await elsewhere.state()).signedIn, false);

    const ghost = new SolanaWallet();
    await allowMany(true);
    try {
      const bob = await signedIn(someone('bob'), ghost);
      await bob.prove(ghost);
      const again = await (await house.person(ghost)).tab();
      await again.prove(ghost);
      assert.equal((await again.state()).user.id, (await bob.state()).user.id);
    } finally {
      await allowMany(false);
    }
  });

  test("is told by a WalletAlreadyLinkedToAnotherUserError of another's wallet, and moves it", async () => {
    const fox = new EvmWallet();
    const bob = await signedIn(someone('bob'), fox);
    await bob.prove(fox);
    const ada = await signedIn(someone(), fox);

    await assert.rejects(ada.prove(fox), { type: 'WalletAlreadyLinkedToAnotherUserError' });
    assert.deepEqual(await credentials(ada), ['email']);

    await ada.sdk('transferWalletAccount', { walletProviderKey: await ada.keyOf(fox) });

    assert.deepEqual(await credentials(ada), ['email', fox.address].sort());
    await bob.sdk('refreshUser');
    assert.deepEqual(await credentials(bob), ['email']);
  });

  test('is told by a MergeAccountsConfirmationError of an account that the wallet is all of, and merges', async () => {
    const ghost = new SolanaWallet();
    const other = await (await house.person(ghost)).tab();
    await other.prove(ghost);
    const from = (await other.state()).user;
    const email = someone();
    const ada = await signedIn(email, ghost);
    const { id } = (await ada.state()).user;

    await assert.rejects(ada.prove(ghost), (refusal) => {
      assert.equal(refusal.type, 'MergeAccountsConfirmationError');
      assert.equal(refusal.mergeConflicts.fromUser.id, from.id);
      assert.deepEqual(refusal.mergeConflicts.conflicts, []);
      return true;
    });
    assert.deepEqual(await credentials(ada), ['email']);

    const merged = await ada.sdk('mergeUserAccounts');

    assert.equal(merged.id, id);
    assert.deepEqual(await credentials(ada), ['email', ghost.address].sort());
    await assert.rejects(other.sdk('refreshUser'), { type: 'APIError', status: 401 });
    const again = await (await house.person(ghost)).tab();
    await again.prove(ghost);
    assert.equal((await again.state()).user.id, id);
    await assert.rejects(ada.sdk('mergeUserAccounts'), { type: 'LinkCredentialError' });
  });

  test('chooses where the two profiles differ', async () => {
    const fox = new EvmWallet();
    const other = await (await house.person(fox)).tab();
    await other.prove(fox);
    await other.sdk('updateUser', { userFields: { firstName: 'A.', lastName: 'Lovelace' } });
    const ada = await signedIn(someone(), fox);
    await ada.sdk('updateUser', { userFields: { firstName: 'Ada' } });
    const { user } = await ada.state();

    let conflicts;
    await assert.rejects(ada.prove(fox), (refusal) => {
      assert.equal(refusal.type, 'MergeAccountsConfirmationError');
      ({ conflicts } = refusal.mergeConflicts);
      return true;
    });
    const [{ field, fromUser, currentUser }] = conflicts;
    assert.equal(conflicts.length, 1);
    assert.deepEqual(fromUser, { userId: (await other.state()).user.id, value: 'A.' });
    assert.deepEqual(currentUser, { userId: user.id, value: 'Ada' });

    // Without the choice nothing is done, and the person may still choose.
    await assert.rejects(ada.sdk('mergeUserAccounts'), { code: 'merge_accounts_confirmation' });
    const choice = { fieldKey: field.name, userId: fromUser.userId, type: 'standard' };
    const merged = await ada.sdk('mergeUserAccounts', { conflictResolutions: [choice] });

    assert.equal(merged.id, user.id);
    assert.equal(merged.firstName, 'A.');
    assert.equal(merged.lastName, 'Lovelace');
    assert.deepEqual(await credentials(ada), ['email', fox.address].sort());
  });

  test('takes a wallet off again, and it is free', async () => {
    const fox = new EvmWallet();
    const ada = await signedIn(someone(), fox);
    await ada.prove(fox);

    const [walletAccount] = await ada.sdk('getWalletAccounts');
    await ada.sdk('removeWalletAccount', { walletAccount });

    assert.deepEqual(await credentials(ada), ['email']);
    assert.deepEqual(
      ada.callsTo('POST verify/unlink').map((call) => call.status),
      [200],
    );
    const bob = await (await house.person(fox)).tab();
    await bob.prove(fox);
    assert.equal((await bob.state()).user.newUser, true);
  });
});

test('A person whose wallet is all they sign in by keeps it', async () => {
  const fox = new EvmWallet();
  const tab = await (await house.person(fox)).tab();
  await tab.prove(fox);

  const [walletAccount] = await tab.sdk('getWalletAccounts');
  await assert.rejects(tab.sdk('removeWalletAccount', { walletAccount }), {
    type: 'APIError',
    code: 'cannot_delete_last_sign_in_verified_credential',
  });

  assert.equal((await tab.sdk('refreshUser')).verifiedCredentials.length, 1);
});

async function signedIn(email, ...wallets) {
  const tab = await (await house.person(...wallets)).tab();
  await tab.signIn(email);
  return tab;
}

/** What the person in this tab has: `email`, and the addresses of wallets. */
async function credentials(tab) {
  const { user } = await tab.state();
  return user.verifiedCredentials.map(({ format, address }) => address ?? format).sort();
}

const allowMany = (allowMultipleCredentialsForSignIn) =>
  house.server.admin('PUT', `environments/${house.server.sandbox}`, {
    security: { auth: { allowMultipleCredentialsForSignIn } },
  });
