import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { before, describe, test } from 'node:test';

import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';

import { hmacSigned, renamed, tampered, unsigned } from '../../support/forgery.mjs';
import { someone } from '../../support/house.mjs';
import { house } from './house.mjs';

const origin = 'http://localhost:4321';
let server;
let sandbox;
let live;

describe('A token', () => {
  before(async () => {
    ({ server } = house);
    await server.allow(origin, server.sandbox);
    await server.allow(origin, server.live);
    sandbox = await signIn(server.sandbox);
    live = await signIn(server.live);
  });

  describe('for jose', () => {
    for (const path of ['jwks', 'jwks.json']) {
      for (const token of ['accessToken', 'idToken']) {
        test(`verifies the ${token} from /.well-known/${path}`, async () => {
          const { payload } = await jwtVerify(sandbox[token], keySet(path), expected());

          assert.equal(payload.sub, sandbox.user.id);
          assert.equal(payload.environment_id, server.sandbox);
        });

        test(`refuses a tampered ${token} with /.well-known/${path}`, async () => {
          await assert.rejects(jwtVerify(tampered(sandbox[token]), keySet(path), expected()), {
            code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
          });
        });

        test(`refuses the other environment's ${token} with /.well-known/${path}`, async () => {
          await assert.rejects(jwtVerify(live[token], keySet(path), expected()), {
            code: 'ERR_JWKS_NO_MATCHING_KEY',
          });
        });
      }
    }

    const keySet = (path) => createRemoteJWKSet(new URL(jwksAddress(server.sandbox, path)));
  });

  describe('for jsonwebtoken', () => {
    for (const token of ['accessToken', 'idToken']) {
      test(`verifies the ${token}`, async () => {
        const claims = jsonwebtoken.verify(sandbox[token], await keyOf(sandbox[token]), expected());

        assert.equal(claims.sub, sandbox.user.id);
        assert.equal(claims.environment_id, server.sandbox);
      });

      test(`refuses a tampered ${token}`, async () => {
        const key = await keyOf(sandbox[token]);

        assert.throws(() => jsonwebtoken.verify(tampered(sandbox[token]), key, expected()), {
          name: 'JsonWebTokenError',
          message: 'invalid signature',
        });
      });

      test(`refuses the other environment's ${token}`, async () => {
        const key = await keyOf(sandbox[token]);

        assert.throws(() => jsonwebtoken.verify(live[token], key, expected()), {
          name: 'JsonWebTokenError',
          message: 'invalid signature',
        });
      });
    }

    async function keyOf(token) {
      const { keys } = await jwks(server.sandbox);
      const { kid } = decodeProtectedHeader(token);
      return createPublicKey({ key: keys.find((key) => key.kid === kid), format: 'jwk' });
    }
  });

  describe('and its key set', () => {
    test('is the same at both addresses, names its algorithm and use, and holds no private part', async () => {
      const { keys } = await jwks(server.sandbox, 'jwks');
      assert.deepEqual(await jwks(server.sandbox, 'jwks.json'), { keys });

      for (const key of keys) {
        const { alg, kty, use, kid, n } = key;
        assert.deepEqual({ alg, kty, use }, { alg: 'RS256', kty: 'RSA', use: 'sig' });
        assert.ok(kid.length > 0);
        assert.equal(Buffer.from(n, 'base64url').length, 256);
        for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi'])
          assert.equal(key[secret], undefined);
      }
    });

    test('is cacheable, and not sent again to who has it', async () => {
      const first = await fetch(jwksAddress(server.sandbox));
      assert.match(first.headers.get('cache-control'), /max-age=\d+/);
      const etag = first.headers.get('etag');

      const again = await fetch(jwksAddress(server.sandbox), {
        headers: { 'if-none-match': etag },
      });

      assert.equal(again.status, 304);
    });

    test('of one environment shares no key with the other', async () => {
      const kids = async (environment) => (await jwks(environment)).keys.map(({ kid }) => kid);
      const shared = new Set(await kids(server.sandbox));
      assert.deepEqual(
        (await kids(server.live)).filter((kid) => shared.has(kid)),
        [],
      );
    });
  });

  describe('for the server itself', () => {
    test('takes its access token', async () => {
      assert.equal((await users(sandbox.accessToken)).status, 200);
    });

    for (const [what, forge] of [
      ['an ID token in place of an access token', () => sandbox.idToken],
      ['a tampered token', () => tampered(sandbox.accessToken)],
      ["the other environment's token", () => live.accessToken],
      ['a token without a signature', () => unsigned(sandbox.accessToken)],
      [
        'a token signed with the public key as an HMAC secret',
        async () => hmacSigned(sandbox.accessToken, (await jwks(server.sandbox)).keys[0]),
      ],
      [
        "a token under the other environment's kid",
        () => renamed(sandbox.accessToken, decodeProtectedHeader(live.accessToken).kid),
      ],
      ['no token at all', () => ''],
    ]) {
      test(`refuses ${what}`, async () => {
        const { status, body } = await users(await forge());

        assert.equal(status, 401);
        assert.equal(typeof body.error, 'string');
      });
    }

    const users = (token) =>
      server.request('GET', '/users', { headers: { authorization: `Bearer ${token}` } });
  });
});

async function signIn(environment) {
  const email = someone();
  const headers = { origin };
  const created = await server.request('POST', '/emailVerifications/create', {
    environment,
    headers,
    body: { email },
  });
  assert.equal(created.status, 201);
  const { code } = await server.mail(email, { environment });
  const { status, body } = await server.request('POST', '/emailVerifications/signin', {
    environment,
    headers,
    body: { verificationUUID: created.body.verificationUUID, verificationToken: code },
  });
  assert.equal(status, 200);
  return { user: body.user, accessToken: body.minifiedJwt, idToken: body.jwt };
}

function expected() {
  const issuer = `${new URL(server.baseUrl).host}/${server.sandbox}`;
  return { algorithms: ['RS256'], issuer, audience: origin };
}

function jwksAddress(environment, path = 'jwks') {
  return `${server.api}/sdk/${environment}/.well-known/${path}`;
}

async function jwks(environment, path) {
  return (await fetch(jwksAddress(environment, path))).json();
}
