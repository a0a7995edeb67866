import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { decodeJwt } from 'jose';

import { EvmWallet, InjectedEvmWallet, SolanaWallet } from '../../support/wallets.mjs';
import { house } from './house.mjs';

for (const [what, fresh, chain] of [
  ['A wallet of Ethereum, announced by EIP-6963,', () => new EvmWallet(), 'eip155'],
  ['A wallet of Ethereum, registered by the app,', () => new InjectedEvmWallet(), 'eip155'],
  ['A wallet of Solana', () => new SolanaWallet(), 'solana'],
]) {
  describe(what, () => {
    test('signs its person in, and again as the same user', async () => {
      const wallet = fresh();
      const tab = await openTab(wallet);

      const credential = await tab.prove(wallet);

      const { signedIn, user, accessToken, idToken } = await tab.state();
      assert.equal(signedIn, true);
      assert.equal(user.newUser, true);
      assert.equal(credential.format, 'blockchain');
      assert.equal(credential.chain, chain);
      assert.equal(credential.address, wallet.address);
      assert.equal(decodeJwt(accessToken).sub, user.id);
      assert.equal(decodeJwt(idToken).verified_credentials[0].address, wallet.address);
      assert.ok((await tab.nextCallTo('POST connect')).status < 300);

      const elsewhere = await openTab(wallet);
      await elsewhere.prove(wallet);
      assert.equal((await elsewhere.state()).user.id, user.id);
      assert.equal((await elsewhere.state()).user.newUser, false);
    });

    test('is there after a reload, its person still signed in', async () => {
      const wallet = fresh();
      const tab = await openTab(wallet);
      const { id } = await tab.prove(wallet);

      await tab.reload();

      assert.equal((await tab.state()).signedIn, true);
      const accounts = await tab.sdk('getWalletAccounts');
      assert.deepEqual(
        accounts.map(({ address, verifiedCredentialId }) => ({ address, verifiedCredentialId })),
        [{ address: wallet.address, verifiedCredentialId: id }],
      );
      await tab.sdk('refreshAuth');
      assert.equal((await tab.credentialOf(wallet)).id, id);
    });

    test('proves itself once by one signature: a replay is refused, and opens nothing', async () => {
      const wallet = fresh();
      const tab = await openTab(wallet);
      await tab.prove(wallet);
      const [{ posted }] = tab.callsTo('POST wallets/signin');

      const replay = await house.server.request('POST', '/wallets/signin', {
        body: JSON.parse(posted),
        headers: { origin: house.origin },
      });

      assert.equal(replay.status, 422);
      assert.equal(replay.body.code, 'invalid_sign_in_message');
      assert.equal(replay.body.jwt, undefined);
    });

    test("that signs with another's key is an APIError invalid_wallet_signature", async () => {
      const wallet = fresh();
      const other = fresh();
      wallet.sign = (message) => other.sign(message);
      const tab = await openTab(wallet);

      await assert.rejects(tab.prove(wallet), {
        type: 'APIError',
        status: 422,
        code: 'invalid_wallet_signature',
      });

      assert.equal((await tab.state()).signedIn, false);
      assert.equal(await tab.stored('session'), null);
    });

    test('is an APIError unsupported_chain where the operator has switched its chain off', async () => {
      const wallet = fresh();
      const tab = await openTab(wallet);
      const { chains } = await settings();
      const off = chains.map((one) => ({ ...one, enabled: false }));
      await change({ chains: off });
      try {
        await assert.rejects(tab.prove(wallet), { type: 'APIError', code: 'unsupported_chain' });
      } finally {
        await change({ chains });
      }
      assert.equal((await tab.state()).signedIn, false);
    });
  });
}

const openTab = async (wallet) => (await house.person(wallet)).tab();

const change = (patch) => house.server.admin('PUT', `environments/${house.server.sandbox}`, patch);

const settings = async () => (await house.server.request('GET', '/settings')).body;
