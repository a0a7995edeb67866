import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';

import { someone } from '../../support/house.mjs';
import { expectNobody } from '../../support/nobody.mjs';
import { house } from './house.mjs';

describe('A code', () => {
  test('that is wrong is an APIError wrong_email_verification_token, and the right one still works', async () => {
    const email = someone();
    const tab = await house.tab();
    const { handle, code } = await tab.askForCode(email);

    await assert.rejects(tab.enter(handle, other(code)), {
      type: 'APIError',
      status: 422,
      code: 'wrong_email_verification_token',
    });

    await expectNobody({ house, tab, email });
    await tab.enter(handle, code);
    assert.equal((await tab.state()).user.email, email);
  });

  test('that was used is an APIError invalid_email_verification in any other browser', async () => {
    const email = someone();
    const tab = await house.tab();
    const { handle, code } = await tab.askForCode(email);
    await tab.enter(handle, code);

    const thief = await house.tab();
    await assert.rejects(thief.enter(handle, code), {
      type: 'APIError',
      status: 422,
      code: 'invalid_email_verification',
    });

    assert.equal((await thief.state()).signedIn, false);
    const [user] = await house.server.usersNamed(email);
    assert.equal(user.id, (await tab.state()).user.id);
  });

  test('is dead after five wrong answers: too_many_email_verification_attempts, even to the right one', async () => {
    const email = someone();
    const tab = await house.tab();
    const { handle, code } = await tab.askForCode(email);

    let wrong = code;
    for (let attempt = 1; attempt <= 5; attempt++) {
      wrong = other(wrong);
      await assert.rejects(tab.enter(handle, wrong), { type: 'APIError', status: 422 });
    }

    await assert.rejects(tab.enter(handle, code), {
      type: 'APIError',
      status: 422,
      code: 'too_many_email_verification_attempts',
    });
    await expectNobody({ house, tab, email });
  });

  test('of a request that nobody made is an APIError invalid_email_verification', async () => {
    const email = someone();
    const tab = await house.tab();

    await assert.rejects(tab.enter({ email, verificationUUID: randomUUID() }, '123456'), {
      type: 'APIError',
      status: 422,
      code: 'invalid_email_verification',
    });

    await expectNobody({ house, tab, email });
  });

  for (const email of [
    'ada',
    'ada@',
    '@example.org',
    'ada@@example.org',
    'a b@example.org',
    'ada@example.org\nbcc: eve@example.org',
  ]) {
    test(`is not sent to ${JSON.stringify(email)}: an APIError invalid_email`, async () => {
      const tab = await house.tab();

      await assert.rejects(tab.sdk('sendEmailOTP', { email }), {
        type: 'APIError',
        status: 422,
        code: 'invalid_email',
      });

      assert.equal((await tab.state()).signedIn, false);
    });
  }
});

const other = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
