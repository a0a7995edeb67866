import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';

import { startBrowser } from '../support/browser.mjs';
import { Countersign } from '../support/countersign.mjs';
import { startDns } from '../support/dns.mjs';
import { startFront } from '../support/front.mjs';
import { someone } from '../support/house.mjs';
import { Tab } from '../support/tab.mjs';
import { faultsOf } from '../support/watch.mjs';

const cookieName = 'DYNAMIC_JWT_TOKEN';

describe('Cookie mode on the sub-domains of one domain', () => {
  let dns, server, front, browser;
  let faults = [];

  before(async () => {
    dns = await startDns();
    server = await Countersign.start({ COUNTERSIGN_DNS_SERVER: dns.address });
    [front, browser] = await Promise.all([startFront(server.baseUrl), startBrowser()]);
    await move(server.live, 'live.test');
    await move(server.sandbox, 'sandbox.test');
    await server.allow(front.origin('app.live.test'), server.live);
    await server.allow(front.origin('shop.live.test'), server.live);
  });

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    assert.deepEqual(faults.flat(), []);
    faults = [];
  });

  after(async () => {
    await Promise.all([browser?.close(), front?.stop(), server?.stop(), dns?.stop()]);
  });

  /** The operator's three steps. */
  async function move(environment, domain) {
    const hostnames = `environments/${environment}/custom/hostnames`;
    const usage = { hostname: `auth.${domain}`, usage: 'cookies' };
    const { id, verificationRecords } = await server.admin('POST', hostnames, usage);
    verificationRecords.forEach(dns.publish);
    const { status, errors } = await server.admin('POST', `${hostnames}/${id}/verify`);
    assert.deepEqual({ status, errors }, { status: 'active', errors: undefined });
    await server.admin('PUT', `environments/${environment}`, {
      security: { auth: { storage: ['cookie'] } },
    });
  }

  /** A person's own browser, and its tabs on the sites of one domain. */
  async function person(environment, domain) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const api = `${front.origin(`auth.${domain}`)}/api/v0`;
    const mail = (to) => server.mail(to, { environment });
    return {
      async tab(name) {
        const page = await context.newPage();
        faults.push(faultsOf(page));
        const tab = new Tab(page, { api, mail });
        await tab.open(front.origin(`${name}.${domain}`), environment);
        return tab;
      },
      cookies: () => context.cookies(`https://auth.${domain}`),
    };
  }

  const ada = () => person(server.live, 'live.test');

  test('signs in with a cookie that no script can read, and shows the app no token', async () => {
    const { tab, cookies } = await ada();
    const app = await tab('app');

    await app.signIn(someone());

    const { signedIn, accessToken, idToken } = await app.state();
    assert.deepEqual(
      { signedIn, accessToken, idToken },
      { signedIn: true, accessToken: null, idToken: null },
    );
    const [cookie] = await cookies();
    const { value, expires, ...attributes } = cookie;
    assert.match(value, /^eyJ/);
    assert.ok(expires > Date.now() / 1000);
    assert.deepEqual(attributes, {
      name: cookieName,
      domain: '.live.test',
      path: '/',
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
    });
    const readable = await app.evaluate(
      () => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }),
    );
    assert.ok(!readable.includes(cookieName), readable);
    assert.ok(!readable.includes('eyJ'), readable);
    assert.equal((await app.sdk('refreshUser')).id, (await app.state()).user.id);
  });

  test('stays signed in over a reload, which refreshes the session', async () => {
    const { tab } = await ada();
    const app = await tab('app');
    await app.signIn(someone());
    const { user } = await app.state();

    await app.reload();

    const now = await app.state();
    assert.equal(now.initStatus, 'finished');
    assert.equal(now.signedIn, true);
    assert.equal(now.user.id, user.id);
    assert.equal(app.callsTo('POST refresh')[0].status, 200);
  });

  test('holds on every sub-domain, and ends on all of them at once', async () => {
    const { tab, cookies } = await ada();
    const app = await tab('app');
    await app.signIn(someone());
    const { user } = await app.state();

    const shop = await tab('shop');

    assert.equal((await shop.state()).signedIn, true);
    assert.equal((await shop.state()).user.id, user.id);

    await shop.sdk('logout');

    assert.equal((await shop.nextCallTo('POST revoke')).status, 204);
    assert.deepEqual(await cookies(), []);
    await app.reload();
    assert.equal((await app.state()).signedIn, false);
    assert.equal((await app.state()).initStatus, 'finished');
  });

  test('starts cleanly where nobody is signed in', async () => {
    const { tab } = await ada();

    const app = await tab('app');

    const { initStatus, initError, signedIn } = await app.state();
    assert.deepEqual(
      { initStatus, initError, signedIn },
      { initStatus: 'finished', initError: null, signedIn: false },
    );
    assert.equal(app.callsTo('POST refresh')[0].status, 401);
  });

  test('changes a profile, and ends with the account', async () => {
    const { tab, cookies } = await ada();
    const app = await tab('app');
    await app.signIn(someone());

    await app.sdk('updateUser', { userFields: { firstName: 'Ada' } });
    assert.equal((await app.state()).user.firstName, 'Ada');
    await app.sdk('deleteUser');

    assert.equal((await app.state()).signedIn, false);
    assert.deepEqual(await cookies(), []);
  });

  test('knows a browser again by a cookie of the host alone, and approves a further one', async () => {
    await askForDevices(true);
    const email = someone();
    const known = await ada();
    await (await known.tab('app')).signIn(email);
    const device = (await known.cookies()).find(({ name }) => name !== cookieName);
    assert.equal(device.domain, 'auth.live.test');
    assert.deepEqual([device.httpOnly, device.secure, device.sameSite], [true, true, 'Lax']);
    const further = await ada();
    const app = await further.tab('app');

    await app.signIn(email);

    assert.equal((await app.state()).user.scope, 'device:register');
    const link = await server.link(email, { environment: server.live });
    assert.ok(link.startsWith(`${front.origin('app.live.test')}/?`), link);
    await app.follow(link, server.live);
    await app.approveDevice();
    assert.equal((await app.state()).user.scope, 'user:basic');
    await app.reload();
    assert.equal((await app.state()).user.scope, 'user:basic');
    await app.sdk('logout');
    await app.signIn(email);
    assert.equal((await app.state()).user.scope, 'user:basic');
    const devices = await app.sdk('getRegisteredDevices');
    assert.deepEqual(devices.map(({ isCurrentDevice }) => isCurrentDevice).sort(), [false, true]);
    await askForDevices(false);
  });

  function askForDevices(deviceRegistrationRequired) {
    const security = { deviceRegistrationRequired };
    return server.admin('PUT', `environments/${server.live}`, { security });
  }

  test('shows a sandbox its tokens beside the cookie', async () => {
    const { tab, cookies } = await person(server.sandbox, 'sandbox.test');
    const app = await tab('app');

    await app.signIn(someone());

    const { accessToken, idToken } = await app.state();
    const kept = (await cookies()).find(({ domain }) => domain === '.sandbox.test');
    assert.equal(kept.value, accessToken);
    assert.ok(kept.httpOnly);
    assert.match(idToken, /^eyJ/);
    assert.equal((await (await tab('shop')).state()).signedIn, true);
  });
});
