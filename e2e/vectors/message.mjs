// What every vector has in common: one environment, one time, keys made from words.
import { sha256 } from '@noble/hashes/sha2.js';

export const ENVIRONMENT = '0198c2a0-7e5b-7c4d-9a51-2f6f3f0d1c2b';
export const NONCE = '0123456789abcdefghijklmnopqrstuv';
export const ISSUED_AT = '2026-01-01T00:00:00.000Z';

export const bytes = (text) => new TextEncoder().encode(text);
export const hex = (data) => Buffer.from(data).toString('hex');
export const base64 = (data) => Buffer.from(data).toString('base64');

/** 32 bytes for the person of that name, which are a private key on every curve used here. */
export const keyOf = (name) => sha256(bytes(`countersign test key of ${name}`));

/** The text as the clients write it. */
export function message(title, address, chainId) {
  return [
    `app.example.org wants you to sign in with your ${title} account:`,
    address,
    '',
    'Welcome to Example. Signing is free and grants nothing – it only proves who you are.',
    '',
    'URI: https://app.example.org/',
    'Version: 1',
    ...(chainId === undefined ? [] : [`Chain ID: ${chainId}`]),
    `Nonce: ${NONCE}`,
    `Issued At: ${ISSUED_AT}`,
    `Request ID: ${ENVIRONMENT}`,
  ].join('\n');
}
