// One browser tab with the test app in it.
import { setTimeout as sleep } from 'node:timers/promises';

/** What the SDK threw: `type` is the name under which the SDK exports the error's class. */
export class SdkRefusal extends Error {
  constructor({ message, ...rest }) {
    super(message);
    Object.assign(this, rest);
  }
}

export class Tab {
  /** Every answer the page has had from the API, oldest first. */
  calls = [];
  #page;
  #server;

  constructor(page, server) {
    this.#page = page;
    this.#server = server;
    page.on('response', (response) => this.#note(response));
  }

  #note(response) {
    if (!response.url().startsWith(this.#server.api)) return;
    const request = response.request();
    this.calls.push({
      name: `${request.method()} ${new URL(response.url()).pathname.split('/').slice(5).join('/')}`,
      status: response.status(),
      sent: request.headers(),
      posted: request.postData(),
      received: response.headers(),
    });
  }

  /** Loads the app from `origin` for this environment, and waits until the SDK has started. */
  async open(origin, environment = this.#server.sandbox) {
    const address = new URLSearchParams({ environment, api: this.#server.api });
    await this.#page.goto(`${origin}/?${address}`);
    await this.#started();
  }

  /** Opens a mailed link in this tab, for the same environment. */
  async follow(link, environment = this.#server.sandbox) {
    const address = new URL(link);
    address.searchParams.set('environment', environment);
    address.searchParams.set('api', this.#server.api);
    await this.#page.goto(address.href);
    await this.#started();
  }

  /** Lets the SDK approve this device, as the link that was followed says. */
  async approveDevice() {
    const url = this.address;
    if (!(await this.sdk('detectDeviceRegistrationRedirect', { url }))) throw new Error(url);
    const deviceToken = await this.sdk('getDeviceRegistrationTokenFromUrl', { url });
    return this.sdk('completeDeviceRegistration', { deviceToken });
  }

  async reload() {
    this.calls.length = 0;
    await this.#page.reload();
    await this.#started();
  }

  async #started() {
    await this.#page.waitForFunction(() => 'app' in window);
    await this.#page.evaluate(() => window.app.ready);
  }

  /** Calls the SDK's function of this name; what it throws arrives as an `SdkRefusal`. */
  async sdk(name, ...args) {
    const call = ([name, args]) => window.app.call(name, ...args);
    const outcome = await this.#page.evaluate(call, [name, args]);
    if (outcome.refusal) throw new SdkRefusal(outcome.refusal);
    return outcome.value;
  }

  async state() {
    return this.#page.evaluate(() => window.app.state());
  }

  /** The SDK's own record of this name in the page's local storage. */
  async stored(record, environment = this.#server.sandbox) {
    const key = `dynamic_${environment}_${record}`;
    const text = await this.#page.evaluate((key) => localStorage.getItem(key), key);
    return text && JSON.parse(text);
  }

  /** From here on, time in the page passes only on `advanceTime`. */
  async holdTime() {
    await this.#page.clock.install();
    await this.reload();
  }

  async advanceTime(milliseconds) {
    await this.#page.clock.fastForward(milliseconds);
  }

  /** The pool of nonces, which the SDK fills in the background after it has started. */
  async noncePool() {
    const key = `dynamic_${this.#server.sandbox}_nonce-pool`;
    await this.#page.waitForFunction((key) => localStorage.getItem(key), key);
    return (await this.stored('nonce-pool')).value;
  }

  async evaluate(script, argument) {
    return this.#page.evaluate(script, argument);
  }

  /** The calls of this name, as `POST emailVerifications/signin`. */
  callsTo(name) {
    return this.calls.filter((call) => call.name === name);
  }

  /** The first call of this name, waited for if the page hasn't made it yet. */
  async nextCallTo(name) {
    for (let patience = 100; patience > 0; patience--) {
      const [call] = this.callsTo(name);
      if (call) return call;
      await sleep(50);
    }
    throw new Error(`The page never called ${name}`);
  }

  /** What the SDK calls this wallet. */
  async keyOf({ name, chain }) {
    const providers = await this.sdk('getAvailableWalletProvidersData');
    return providers.find((one) => one.chain === chain && one.metadata.displayName === name).key;
  }

  /** Signs in with a wallet, or links it to who is signed in; its credential as the SDK has it. */
  async prove(wallet) {
    const walletProviderKey = await this.keyOf(wallet);
    await this.sdk('connectAndVerifyWithWalletProvider', { walletProviderKey });
    return this.credentialOf(wallet);
  }

  async credentialOf({ address }) {
    const { user } = await this.state();
    return user.verifiedCredentials.find((credential) => credential.address === address);
  }

  /** Gives this tab an authenticator that keeps passkeys and verifies its person; answers what it keeps. */
  async keepsPasskeys() {
    const devtools = await this.#page.context().newCDPSession(this.#page);
    await devtools.send('WebAuthn.enable');
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return async () =>
      (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
  }

  /** Lets the SDK send the browser to a provider, where the fake one asks whom to be. */
  async beginAt(provider) {
    const begin = (provider) => {
      void window.app.call('signInWithSocialRedirect', { provider, redirectUrl: location.href });
    };
    await this.#page.evaluate(begin, provider);
    await this.#page.waitForURL('**/fake-provider/authorize?*');
  }

  /** At the provider: is this person, and comes back to the app, which has done nothing yet. */
  async be(name, email) {
    await this.#page.getByLabel('Name').fill(name);
    await this.#page.getByLabel('E-mail').fill(email);
    await this.#page.getByRole('button', { name: 'Be this person' }).click();
    await this.#page.waitForURL((url) => url.searchParams.has('dynamicOauthCode'));
    await this.#started();
  }

  /** At the provider: goes no further, and is back in the app. */
  async sayNo() {
    await this.#page.getByRole('link', { name: 'Say no' }).click();
    await this.#page.waitForURL((url) => url.searchParams.has('dynamicOauthError'));
    await this.#started();
  }

  /** Lets the SDK end the way that it began; what it throws arrives as an `SdkRefusal`. */
  async completeHere() {
    const complete = () =>
      window.app.call('completeSocialRedirect', { url: new URL(location.href) });
    const outcome = await this.#page.evaluate(complete);
    if (outcome.refusal) throw new SdkRefusal(outcome.refusal);
    return outcome.value;
  }

  /** The whole way through a provider: signs in, or links to who is signed in. */
  async through(provider, email) {
    await this.beginAt(provider);
    await this.be('Ada Lovelace', email);
    return this.completeHere();
  }

  get address() {
    return this.#page.url();
  }

  async goTo(address) {
    await this.#page.goto(address);
  }

  /** Signs this address in with the code that arrives by mail. */
  async signIn(email) {
    const { handle, code } = await this.askForCode(email);
    return this.enter(handle, code);
  }

  /** Enters a code for a request that was made with `sendEmailOTP`. */
  async enter(handle, code) {
    return this.sdk('verifyOTP', { otpVerification: handle, verificationToken: code });
  }

  /** Asks for a code and reads it in the inbox. */
  async askForCode(email) {
    const handle = await this.sdk('sendEmailOTP', { email });
    const message = await this.#server.mail(email);
    if (!message) throw new Error(`No mail came to ${email}`);
    return { handle, code: message.code };
  }
}
