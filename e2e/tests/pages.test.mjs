import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import jsQR from 'jsqr';

import { Authenticator } from '../support/authenticator.mjs';
import { openHouse, someone } from '../support/house.mjs';

const house = openHouse();

describe('The demo page', () => {
  for (const environment of ['Sandbox', 'Live']) {
    test(`signs a person in to ${environment} with the code from the inbox beside it`, async () => {
      const email = someone();
      const page = await house.page('/demo');
      await page.getByLabel('Environment').selectOption(environment);

      await signIn(page, email);

      assert.equal(await page.locator('#who').textContent(), email);
      assert.equal(await page.locator('article.token').count(), 2);
    });
  }

  test('signs a person in by a text message, which stays in the inbox beside it', async () => {
    const page = await house.page('/demo');

    await page.getByLabel('phone number').fill('(415) 555-2671');
    await page.getByRole('button', { name: 'Send code' }).click();
    await page.getByText('on its way to +1 4155552671').waitFor();
    const text = page.locator('li.mail', { hasText: '+14155552671' });
    await text.getByRole('button', { name: 'Use code' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.locator('#signed-in').waitFor();
    assert.equal(await page.locator('#who').textContent(), '+14155552671');
  });

  for (const environment of ['Sandbox', 'Live']) {
    test(`signs a person in to ${environment} with a wallet made in the page`, async () => {
      const page = await house.page('/demo');
      await page.getByLabel('Environment').selectOption(environment);

      await signInByWallet(page);

      const address = await page.locator('#who').textContent();
      assert.match(address, /^[1-9A-HJ-NP-Za-km-z]{32,44}$/);
      assert.ok((await page.locator('#signed-message').textContent()).includes(address));
      assert.equal(await page.locator('article.token').count(), 2);
      assert.match(await page.locator('#message').textContent(), /made your user/);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('Signed out').waitFor();
      await signInByWallet(page);
      assert.equal(await page.locator('#who').textContent(), address);
      assert.match(await page.locator('#message').textContent(), /Welcome back/);
    });
  }

  for (const provider of ['google', 'github']) {
    test(`signs a person in through ${provider}, which a fake provider plays`, async () => {
      const page = await house.page('/demo');
      await page.getByRole('button', { name: `Use ${provider}` }).click();
      await page.getByLabel('Name').fill('Ada Lovelace');
      await page.getByLabel('E-mail').fill(someone());
      await page.getByRole('button', { name: 'Be this person' }).click();

      await page.getByText('made your user').waitFor();
      assert.equal(await page.locator('article.token').count(), 2);
      assert.equal(new URL(page.url()).search, '');
    });
  }

  test('shows each claim of both tokens, and explains it', async () => {
    const page = await house.page('/demo');
    await signIn(page, someone());

    for (const use of ['access', 'id']) {
      const rows = await page.locator(`article[data-use=${use}] tbody tr`).all();
      const cells = await Promise.all(rows.map((row) => row.locator('td').allTextContents()));
      const claims = cells.map(([name]) => name);
      for (const claim of ['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'scope']) {
        assert.ok(claims.includes(claim), `${use} token: ${claim}`);
      }
      const unexplained = cells.filter(([, , meaning]) => !meaning).map(([name]) => name);
      assert.deepEqual(unexplained, []);
    }
  });

  test('verifies both signatures in the browser against the key set', async () => {
    const page = await house.page('/demo');
    await signIn(page, someone());

    for (const use of ['access', 'id']) {
      const { good, bad } = await verify(page, use);
      assert.ok(good > 0);
      assert.equal(bad, 0);
    }
  });

  test("says so when the key set is another environment's", async () => {
    const page = await house.page('/demo');
    await signIn(page, someone());
    const { sandbox, live } = house.server;
    await page.route('**/.well-known/jwks', (route) =>
      route.continue({ url: route.request().url().replace(sandbox, live) }),
    );

    const { bad } = await verify(page, 'access');

    assert.equal(bad, 1);
  });

  test('sets up an authenticator app that reads its picture, and asks for it at the next sign-in', async () => {
    const email = someone();
    const page = await house.page('/demo');
    await signIn(page, email);

    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    await page.locator('#app-setup').waitFor();
    const app = new Authenticator(await readPicture(page.locator('#qr')));
    await page.getByLabel('Six digits that the app shows').fill(await app.code());
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('every sign-in asks').waitFor();
    const codes = page.locator('#recovery-codes li');
    await codes.nth(9).waitFor();
    const [recoveryCode] = await codes.allTextContents();
    await page.getByRole('button', { name: 'I keep them' }).click();
    await page.getByText('not shown again').waitFor();

    for (const [before, proof] of [await app.code(), recoveryCode].entries()) {
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('Signed out').waitFor();
      await signIn(page, email, before + 1);
      await page.getByText('A second factor is owed').waitFor();
      await page.getByLabel('Code of your authenticator app').fill(proof);
      await page.getByRole('button', { name: 'Prove it' }).click();
      await page.getByText('Both factors are proven').waitFor();
    }
    const scope = page.locator('article[data-use=access] tr', { hasText: 'scope' });
    assert.match(await scope.textContent(), /user:basic/);
  });

  test('refuses a wrong code in a sentence, and signs nobody in', async () => {
    const email = someone();
    const page = await house.page('/demo');
    const code = await askForCode(page, email);

    await page.locator('#code').fill(code === '123456' ? '654321' : '123456');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.locator('#message.bad').waitFor();
    assert.match(await page.locator('#message').textContent(), /wrong_email_verification_token/);
    assert.equal(await page.locator('article.token').count(), 0);
    assert.deepEqual(await house.server.usersNamed(email), []);
  });

  test('refreshes the tokens and signs out', async () => {
    const page = await house.page('/demo');
    await signIn(page, someone());
    const token = page.locator('article[data-use=access] .compact');
    const before = await token.textContent();
    await sleep(1100); // Tokens count in whole seconds.

    await page.getByRole('button', { name: 'Refresh tokens' }).click();
    await page.getByText('These are new tokens').waitFor();
    const after = await token.textContent();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Signed out').waitFor();

    assert.notEqual(after, before);
    assert.equal(await page.locator('article.token').count(), 0);
    const headers = { authorization: `Bearer ${after}` };
    assert.equal((await house.server.request('GET', '/users', { headers })).status, 401);
  });
});

describe('The inbox page', () => {
  test('shows a code as soon as it is sent', async () => {
    const email = someone();
    const page = await house.page(`/inbox/${house.server.sandbox}`);
    await page.getByText('live', { exact: true }).waitFor();

    const tab = await house.tab();
    const { code } = await tab.askForCode(email);

    await page.getByRole('button', { name: email }).waitFor();
    assert.equal(await page.locator('#digits').textContent(), code);
  });

  test("cannot be read by another origin's page", async () => {
    const tab = await house.tab();
    await tab.askForCode(someone());

    const inbox = `${house.server.baseUrl}/inbox/${house.server.sandbox}/messages`;
    const read = (url) =>
      fetch(url).then(
        (answer) => answer.text(),
        (error) => error.name,
      );

    assert.equal(await tab.evaluate(read, inbox), 'TypeError');
  });
});

/** `before`: how many codes this address has had. */
async function askForCode(page, email, before = 0) {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send code' }).click();
  const mails = page.locator('li.mail:has(button)', { hasText: email });
  await mails.nth(before).waitFor();
  const mail = mails.first();
  const code = await mail.locator('.code').textContent();
  await mail.getByRole('button', { name: 'Use code' }).click();
  return code;
}

async function signIn(page, email, before) {
  await askForCode(page, email, before);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#signed-in').waitFor();
}

async function signInByWallet(page) {
  await page.getByRole('button', { name: 'wallet made in this page' }).click();
  await page.locator('#signed-in').waitFor();
}

/** What a phone reads off a QR code on the screen. */
async function readPicture(image) {
  const { data, width, height } = await image.evaluate(async (element) => {
    await element.decode();
    const canvas = new OffscreenCanvas(400, 400);
    const context = canvas.getContext('2d');
    context.drawImage(element, 0, 0, 400, 400);
    const { data, width, height } = context.getImageData(0, 0, 400, 400);
    return { data: [...data], width, height };
  });
  return jsQR(Uint8ClampedArray.from(data), width, height).data;
}

/** Presses a token's button, and counts the checks that came out well and badly. */
async function verify(page, use) {
  const token = page.locator(`article[data-use=${use}]`);
  await token.getByRole('button', { name: 'Verify signature' }).click();
  const checks = token.locator('.checks li');
  await checks.first().waitFor();
  const bad = await token.locator('.checks li.bad').count();
  return { bad, good: (await checks.count()) - bad };
}
