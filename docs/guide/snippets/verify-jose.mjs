import { createRemoteJWKSet, jwtVerify } from 'jose';

const { BASE_URL, ENVIRONMENT_ID, SITE } = process.env;
export const wellKnown = `${BASE_URL}/api/v0/sdk/${ENVIRONMENT_ID}/.well-known`;
export const keys = createRemoteJWKSet(new URL(`${wellKnown}/jwks`));
export const expected = {
  algorithms: ['RS256'],
  typ: 'JWT',
  issuer: `${new URL(BASE_URL).host}/${ENVIRONMENT_ID}`,
  audience: SITE,
  requiredClaims: ['exp', 'iat', 'sub', 'sid'],
};

export async function verified(accessToken) {
  const token = await jwtVerify(accessToken, keys, expected);
  const { token_use, scope, iat } = token.payload;
  const complete = scope?.split(' ').includes('user:basic');
  if (token_use !== 'access' || !complete) throw new Error('not a complete access token');
  if (iat > Date.now() / 1000 + 60) throw new Error('issued in the future');
  return token;
}

export const userOf = async (accessToken) => (await verified(accessToken)).payload.sub;
