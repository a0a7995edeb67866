import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { someone } from '../../support/house.mjs';
import { expectNobody } from '../../support/nobody.mjs';
import { startSite } from '../../support/site.mjs';
import { house } from './house.mjs';

describe('A page', () => {
  test('on an origin that is not on the list cannot initialise, and nothing is written', async () => {
    const stranger = await startSite('127.0.0.1');
    try {
      const tab = await house.tab({ origin: stranger.origin });

      const { initStatus, initError, signedIn } = await tab.state();
      assert.equal(initStatus, 'failed');
      assert.equal(initError.name, 'TypeError');
      assert.equal(signedIn, false);

      const email = someone();
      await assert.rejects(tab.sdk('sendEmailOTP', { email }));
      assert.equal(await sendWithoutPreflight(tab, house.server, email), 'opaque');
      assert.equal(await house.server.mail(email, { wait: 1 }), null);
      await expectNobody({ house, tab, email });
    } finally {
      await stranger.stop();
    }
  });

  test('works again as soon as the operator lists its origin, and no longer when it is taken off', async () => {
    const site = await startSite('127.0.0.1');
    try {
      const id = await house.server.allow(site.origin);
      const email = someone();
      const tab = await house.tab({ origin: site.origin });
      await tab.signIn(email);

      await house.server.disallow(id);
      await sleep(1100); // A list may be remembered for a second.

      await assert.rejects(tab.sdk('refreshUser'), { name: 'TypeError' });
      const late = await house.tab({ origin: site.origin });
      assert.equal((await late.state()).initStatus, 'failed');
    } finally {
      await site.stop();
    }
  });

  test('of an environment that does not exist gets an APIError 404', async () => {
    const tab = await house.tab({ environment: randomUUID() });

    const { initStatus, initError, signedIn } = await tab.state();
    assert.equal(initStatus, 'failed');
    assert.equal(initError.type, 'APIError');
    assert.equal(initError.status, 404);
    assert.equal(signedIn, false);
  });

  test("of one environment cannot use the other's token", async () => {
    const tab = await house.tab();
    await tab.signIn(someone());
    const { accessToken } = await tab.state();

    const refused = await house.server.request('GET', '/users', {
      environment: house.server.live,
      headers: { authorization: `Bearer ${accessToken}` },
    });

    assert.equal(refused.status, 401);
  });
});

/** The request a hostile page can send without asking first; all it sees is that it was sent. */
function sendWithoutPreflight(tab, server, email) {
  const send = async ([address, email]) => {
    const answer = await fetch(address, {
      method: 'POST',
      mode: 'no-cors',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ email }),
    });
    return answer.type;
  };
  const address = `${server.api}/sdk/${server.sandbox}/emailVerifications/create`;
  return tab.evaluate(send, [address, email]);
}
