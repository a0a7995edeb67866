// A started Countersign server on an empty data folder, and the operator's hands on it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { domainToASCII, fileURLToPath } from 'node:url';

import { freePort } from './loopback.mjs';

const command =
  process.env.COUNTERSIGN_BIN ?? fileURLToPath(new URL('../../bin/countersign', import.meta.url));
const startSeconds = 60;
const stopSeconds = 15;

export class Countersign {
  #child;
  #data;
  #output = '';
  #read = new Map();

  /** Starts `countersign dev`; `settings` are its COUNTERSIGN_… variables. */
  static async start(settings = {}) {
    const server = new Countersign();
    await server.#start({ COUNTERSIGN_LIMITS: 'off', ...settings });
    return server;
  }

  async #start(settings) {
    this.#data = await mkdtemp(join(tmpdir(), 'countersign-e2e-'));
    const port = await freePort();
    this.#child = spawn(command, ['dev', '--port', String(port), '--data', this.#data], {
      // What chooses the command is no setting of the server.
      env: { ...process.env, COUNTERSIGN_BIN: undefined, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on('data', (chunk) => (this.#output += chunk));
    }
    this.#child.on('error', (error) => (this.#output += error));
    process.once('exit', this.#kill);
    try {
      await this.#untilReady();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async #untilReady() {
    const note = join(this.#data, 'dev.json');
    const deadline = Date.now() + startSeconds * 1000;
    while (Date.now() < deadline && this.#running()) {
      if (existsSync(note)) {
        try {
          Object.assign(this, JSON.parse(await readFile(note, 'utf8')));
          const { status } = await fetch(`${this.baseUrl}/readyz`);
          if (status === 200) return;
        } catch {
          // Half-written or not listening yet: look again.
        }
      }
      await sleep(50);
    }
    throw new Error(`Countersign did not become ready:\n${this.#output}`);
  }

  #running() {
    return this.#child.pid && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #kill = () => this.#child.kill('SIGKILL');

  /** Asks it to end, and waits until it has; its data folder goes too. */
  async stop() {
    process.removeListener('exit', this.#kill);
    if (this.#running()) {
      const gone = new Promise((resolve) => this.#child.once('exit', resolve));
      const impatience = setTimeout(this.#kill, stopSeconds * 1000);
      this.#child.kill('SIGTERM');
      await gone;
      clearTimeout(impatience);
    }
    await rm(this.#data, { recursive: true, force: true });
  }

  /** What an app passes to the SDK as its base URL. */
  get api() {
    return `${this.baseUrl}/api/v0`;
  }

  get sandbox() {
    return this.environments.sandbox;
  }

  get live() {
    return this.environments.live;
  }

  /** A request to the client API as any program may send it. */
  async request(method, path, { environment = this.sandbox, body, headers = {} } = {}) {
    const response = await fetch(`${this.api}/sdk/${environment}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: await parsed(response) };
  }

  /** A request to the admin API with the operator's token. */
  async admin(method, path, body) {
    const response = await fetch(`${this.api}/${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.adminToken}` },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return parsed(response);
  }

  async allow(origin, environment = this.sandbox) {
    const { origin: added } = await this.admin('POST', `environments/${environment}/origins`, {
      origin,
    });
    return added.id;
  }

  async disallow(originId) {
    await this.admin('DELETE', `origins/${originId}`);
  }

  /** The users of an environment whose e-mail address is this one, as the operator sees them. */
  async usersNamed(email, environment = this.sandbox) {
    const filter = new URLSearchParams({
      'filter[filterColumn]': 'email',
      'filter[filterValue]': email,
    });
    const { users } = await this.admin('GET', `environments/${environment}/users?${filter}`);
    return users;
  }

  /** The next message with a code to this address; null if none comes in time. */
  async mail(to, options = {}) {
    for (;;) {
      const message = await this.message(to, options);
      if (!message || message.code) return message;
    }
  }

  /** The next link to this address; null if none comes in time. */
  async link(to, options = {}) {
    for (;;) {
      const message = await this.message(to, options);
      if (!message || message.link) return message?.link;
    }
  }

  /** The next message to this address that was not read before; null if none comes in time. */
  async message(to, { wait = 20, environment = this.sandbox } = {}) {
    const query = new URLSearchParams({ to, wait: String(wait) });
    const after = this.#read.get(mailbox(to));
    if (after) query.set('after', after);
    const response = await fetch(`${this.baseUrl}/inbox/${environment}/next?${query}`);
    if (response.status === 204) return null;
    if (response.status !== 200) throw new Error(`Inbox: ${response.status}`);
    const message = await response.json();
    this.#read.set(mailbox(to), message.id);
    return message;
  }
}

/** One spelling for all the ways in which an address can be typed; a number has one. */
function mailbox(address) {
  if (address.startsWith('+')) return address;
  const [, local, domain] = /^(.*)@(.*)$/.exec(address.normalize('NFC').toLowerCase());
  return `${local}@${domainToASCII(domain)}`;
}

async function parsed(response) {
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}
