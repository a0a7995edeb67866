import { createPublicKey } from 'node:crypto';

import jwt from 'jsonwebtoken';

const { BASE_URL, ENVIRONMENT_ID, SITE } = process.env;
const jwks = `${BASE_URL}/api/v0/sdk/${ENVIRONMENT_ID}/.well-known/jwks`;
const expected = {
  algorithms: ['RS256'],
  issuer: `${new URL(BASE_URL).host}/${ENVIRONMENT_ID}`,
  audience: SITE,
  complete: true,
};
let set;
let askedAt = -Infinity;

async function keyOf(kid) {
  const find = async () => (await set)?.keys.find((key) => key.kid === kid);
  const age = () => Date.now() - askedAt;
  if (age() > 600_000 || (!(await find()) && age() > 30_000)) {
    askedAt = Date.now();
    set = fetch(jwks, { redirect: 'error' }).then((response) => response.json());
  }
  const key = await find();
  if (!key) throw new Error('no key of this environment');
  return createPublicKey({ key, format: 'jwk' });
}

export async function userOf(accessToken) {
  const kid = jwt.decode(accessToken, { complete: true })?.header.kid;
  const { header, payload } = jwt.verify(accessToken, await keyOf(kid), expected);
  const { token_use, scope, sub, exp, iat } = payload;
  const complete = scope?.split(' ').includes('user:basic');
  if (token_use !== 'access' || !complete) throw new Error('not a complete access token');
  if (header.typ !== 'JWT' || header.crit || !sub || !exp) throw new Error('not a token of ours');
  if (!(iat <= Date.now() / 1000 + 60)) throw new Error('issued in the future');
  return sub;
}
