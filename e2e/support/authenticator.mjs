// An authenticator app: shows the codes of RFC 6238.
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const period = 30_000;

export class Authenticator {
  #secret;
  #last = 0;

  /** As scanned from what a registration gives. */
  constructor(uri) {
    const bits = [...new URL(uri).searchParams.get('secret')]
      .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
      .join('');
    this.#secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  }

  /** A code that it has not shown before: the next step's is taken too, a little early. */
  async code() {
    const step = Math.max(Math.floor(Date.now() / period), this.#last + 1);
    while (step > Math.floor(Date.now() / period) + 1) await sleep(500);
    this.#last = step;
    return this.#at(step);
  }

  /** One that it shows at none of the times that count. */
  wrong() {
    const step = Math.floor(Date.now() / period);
    const right = [-2, -1, 0, 1, 2].map((drift) => this.#at(step + drift));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find(
      (code) => !right.includes(code),
    );
  }

  #at(step) {
    const text = Buffer.alloc(8);
    text.writeBigInt64BE(BigInt(step));
    const mac = createHmac('sha1', this.#secret).update(text).digest();
    const code = mac.readUInt32BE(mac[19] & 0xf) & 0x7fffffff;
    return String(code % 1_000_000).padStart(6, '0');
  }
}
