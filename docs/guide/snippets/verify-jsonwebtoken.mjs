import { createPublicKey } from 'node:crypto';

import jwt from 'jsonwebtoken';

const { BASE_URL, ENVIRONMENT_ID } = process.env;
const jwks = `${BASE_URL}/api/v0/sdk/${ENVIRONMENT_ID}/.well-known/jwks`;
const expected = { algorithms: ['RS256'], issuer: `${new URL(BASE_URL).host}/${ENVIRONMENT_ID}` };
const { keys } = await (await fetch(jwks)).json();

export function userOf(accessToken) {
  const kid = jwt.decode(accessToken, { complete: true })?.header.kid;
  const key = keys.find((key) => key.kid === kid);
  if (!key) throw new Error('no key of this environment');
  const claims = jwt.verify(accessToken, createPublicKey({ key, format: 'jwk' }), expected);
  const complete = claims.scope.split(' ').includes('user:basic');
  if (claims.token_use !== 'access' || !complete) throw new Error('not a complete access token');
  return claims.sub;
}
