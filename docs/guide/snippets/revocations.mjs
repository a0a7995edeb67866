import { setTimeout } from 'node:timers/promises';

import { jwtVerify } from 'jose';

import { expected, keys, verified, wellKnown } from './verify-jose.mjs';

const { algorithms, issuer } = expected;
const requiredClaims = ['exp', 'iat', 'sessions', 'keys'];
const signed = { algorithms, issuer, typ: 'revocations+jwt', requiredClaims };
const stop = new AbortController();
let list;
let etag;

async function poll() {
  // In the second half of its life the list is fetched anew, changed or not.
  const young = list && Date.now() / 1000 < (list.iat + list.exp) / 2;
  const headers = young ? { 'If-None-Match': etag, Prefer: 'wait=25' } : {};
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(young ? 30_000 : 2000)]);
  const response = await fetch(`${wellKnown}/revocations`, { headers, signal, redirect: 'manual' });
  if (response.status === 304) return;
  if (response.status !== 200) throw new Error(`no revocation list: ${response.status}`);
  ({ payload: list } = await jwtVerify(await response.text(), keys, signed));
  list.sessions = new Set(list.sessions);
  etag = response.headers.get('etag');
}

async function keepPolling() {
  while (!stop.signal.aborted) {
    const pause = await poll().then(() => 200, () => 5000);
    await setTimeout(pause);
  }
}

await poll();
keepPolling();

export const close = () => stop.abort();

export async function userOf(accessToken) {
  const { payload, protectedHeader } = await verified(accessToken);
  const { sid, iat, sub } = payload;
  if (list.exp <= Date.now() / 1000) throw new Error('no current revocation list');
  const revoked = list.sessions.has(sid) || list.keys.includes(protectedHeader.kid);
  if (revoked || iat <= list.revoked_until) throw new Error('revoked');
  return sub;
}
