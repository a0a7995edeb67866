import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openHouse, someone } from '../support/house.mjs';
import { expectNobody } from '../support/nobody.mjs';

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

describe('A code that lives two seconds', () => {
  const house = openHouse({ COUNTERSIGN_EMAIL_CODE_SECONDS: '2' });

  test('is an APIError invalid_email_verification when it comes too late', async () => {
    const email = someone();
    const tab = await house.tab();
    const { handle, code } = await tab.askForCode(email);
    await sleep(2500);

    await assert.rejects(tab.enter(handle, code), {
      type: 'APIError',
      status: 422,
      code: 'invalid_email_verification',
    });

    await expectNobody({ house, tab, email });
  });
});
