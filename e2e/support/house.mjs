// All that a story needs: a server, a browser, a site on the server's list of origins, and tabs.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before } from 'node:test';

import { startBrowser } from './browser.mjs';
import { Countersign } from './countersign.mjs';
import { startSite } from './site.mjs';
import { Tab } from './tab.mjs';
import { install } from './wallets.mjs';
import { faultsOf } from './watch.mjs';

/** Opens a house around the tests of the file or suite that calls it. */
export function openHouse(settings) {
  const house = new House();
  before(() => house.open(settings));
  afterEach(() => house.tidy());
  after(() => house.close());
  return house;
}

/** An address nobody else has. */
export function someone(name = 'ada') {
  return `${name}.${randomUUID().slice(0, 8)}@example.org`;
}

class House {
  #browser;
  #site;
  #faults = [];

  async open(settings) {
    const starting = [Countersign.start(settings), startBrowser(), startSite()];
    await Promise.allSettled(starting).then(([server, browser, site]) => {
      this.server = server.value;
      this.#browser = browser.value;
      this.#site = site.value;
    });
    await Promise.all(starting);
    await this.server.allow(this.origin);
  }

  async close() {
    await Promise.all([this.#browser?.close(), this.server?.stop(), this.#site?.stop()]);
  }

  /** The origin of the app's site, which the sandbox environment allows. */
  get origin() {
    return this.#site.origin;
  }

  /** A person's own browser: its tabs share one storage and the wallets, and nothing with another's. */
  async person(...wallets) {
    const context = await this.#browser.newContext();
    await install(context, wallets);
    return { tab: (place) => this.#openTab(context, place) };
  }

  /** One tab in a new person's browser, with the app open in it. */
  async tab(place) {
    return (await this.person()).tab(place);
  }

  /** A page of the server's own, at this path, in a new person's browser. */
  async page(path) {
    const page = await this.#openPage(await this.#browser.newContext());
    await page.goto(`${this.server.baseUrl}${path}`);
    return page;
  }

  async #openTab(context, { origin = this.origin, environment } = {}) {
    const tab = new Tab(await this.#openPage(context), this.server);
    await tab.open(origin, environment);
    return tab;
  }

  async #openPage(context) {
    const page = await context.newPage();
    this.#faults.push(faultsOf(page));
    return page;
  }

  /** Closes what the test opened; no page may have strayed or failed unseen. */
  async tidy() {
    const faults = this.#faults.flat();
    this.#faults = [];
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    assert.deepEqual(faults, []);
  }
}
