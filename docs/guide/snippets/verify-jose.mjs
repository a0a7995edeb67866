import { createRemoteJWKSet, jwtVerify } from 'jose';

const { BASE_URL, ENVIRONMENT_ID } = process.env;
const jwks = new URL(`${BASE_URL}/api/v0/sdk/${ENVIRONMENT_ID}/.well-known/jwks`);
const expected = { algorithms: ['RS256'], issuer: `${new URL(BASE_URL).host}/${ENVIRONMENT_ID}` };
const keys = createRemoteJWKSet(jwks);

export async function userOf(accessToken) {
  const { payload } = await jwtVerify(accessToken, keys, expected);
  const complete = payload.scope.split(' ').includes('user:basic');
  if (payload.token_use !== 'access' || !complete) throw new Error('not a complete access token');
  return payload.sub;
}
