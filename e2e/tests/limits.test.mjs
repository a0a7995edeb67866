import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { openHouse, someone } from '../support/house.mjs';

describe('The published limits', () => {
  const house = openHouse({ COUNTERSIGN_LIMITS: 'published' });

  test('answer the fourth code in a row with an APIError 429 that an app can read, and no mail', async () => {
    const email = someone();
    const tab = await house.tab();
    for (let i = 0; i < 3; i++) await tab.askForCode(email);

    await assert.rejects(tab.sdk('sendEmailOTP', { email }), (refusal) => {
      assert.equal(refusal.type, 'APIError');
      assert.equal(refusal.status, 429);
      assert.match(refusal.message, /\w+ \w+/);
      return true;
    });

    const fourth = tab.callsTo('POST emailVerifications/create').at(-1);
    assert.match(fourth.received['retry-after'], /^[1-9]\d*$/);
    assert.equal(await house.server.mail(email, { wait: 1 }), null);
  });
});
