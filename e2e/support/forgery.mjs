// Tokens that nobody must take.
import { createHmac, createPublicKey } from 'node:crypto';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

/** The same token for somebody else. */
export function tampered(token) {
  const [header, payload, signature] = token.split('.');
  const claims = { ...decode(payload), sub: '00000000-0000-4000-8000-000000000000' };
  return [header, encode(claims), signature].join('.');
}

/** The same claims under `alg` none. */
export function unsigned(token) {
  const [header, payload] = token.split('.');
  return [encode({ ...decode(header), alg: 'none' }), payload, ''].join('.');
}

/** The same claims under HS256, with the public key as the secret. */
export function hmacSigned(token, jwk) {
  const [header, payload] = token.split('.');
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const secret = key.export({ type: 'spki', format: 'pem' });
  const input = `${encode({ ...decode(header), alg: 'HS256' })}.${payload}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The same token under the name of another key. */
export function renamed(token, kid) {
  const [header, payload, signature] = token.split('.');
  return [encode({ ...decode(header), kid }), payload, signature].join('.');
}
