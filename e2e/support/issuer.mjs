// A team's own OpenID provider: the real one of npm, on this machine, with a person who signs in to it.
import { createHash, randomBytes } from 'node:crypto';

import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';

import { freePort } from './loopback.mjs';

const client = 'shop';
const callback = 'http://127.0.0.1/callback';

export class Issuer {
  #server;
  #key;

  static async start() {
    const issuer = new Issuer();
    await issuer.#start();
    return issuer;
  }

  async #start() {
    this.name = `http://127.0.0.1:${await freePort()}`;
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    this.#key = privateKey;
    const jwk = { ...(await exportJWK(privateKey)), kid: 'first', alg: 'RS256', use: 'sig' };
    const provider = new Provider(this.name, {
      clients: [
        {
          client_id: client,
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          redirect_uris: [callback],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      cookies: { keys: [randomBytes(16).toString('hex')] },
      jwks: { keys: [jwk] },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, email: `${sub}@example.org`, email_verified: true }),
      }),
    });
    await new Promise((resolve) => {
      this.#server = provider.listen(new URL(this.name).port, '127.0.0.1', resolve);
    });
  }

  /** What the operator sets to trust it. */
  get settings() {
    return { enabled: true, iss: this.name, jwksUrl: `${this.name}/jwks`, aud: client };
  }

  /** The ID token of a person who signs in to it, by the authorization code flow with its pages. */
  async idToken(person) {
    const verifier = randomBytes(32).toString('base64url');
    const cookies = new Map();
    let address = new URL('/auth', this.name);
    address.search = new URLSearchParams({
      client_id: client,
      response_type: 'code',
      redirect_uri: callback,
      scope: 'openid email',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    const forms = [`prompt=login&login=${person}&password=any`, 'prompt=consent'];
    while (!address.href.startsWith(callback)) {
      let answer = await visit(address, cookies);
      if (answer.status === 200) {
        answer = await visit(action(address, await answer.text()), cookies, forms.shift());
      }
      address = new URL(answer.headers.get('location'), address);
    }
    const { id_token: token } = await exchange(this.name, {
      grant_type: 'authorization_code',
      client_id: client,
      redirect_uri: callback,
      code: address.searchParams.get('code'),
      code_verifier: verifier,
    });
    return token;
  }

  /** A token of a server that signs by the same key. */
  sign(claims, { key = this.#key, kid = 'first', exp = '2 min' } = {}) {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setIssuer(this.name)
      .setAudience(claims.aud ?? client)
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(key);
  }

  async stop() {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => (this.#server ? this.#server.close(resolve) : resolve()));
  }
}

/** One step of a browser that keeps cookies and follows nothing by itself. */
async function visit(address, cookies, form) {
  const answer = await fetch(address, {
    method: form ? 'POST' : 'GET',
    body: form,
    redirect: 'manual',
    headers: {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name, value] = line.split(';')[0].split('=');
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
  return answer;
}

/** Where the form of a page leads. */
function action(address, page) {
  return new URL(/action="([^"]+)"/.exec(page)[1], address);
}

async function exchange(issuer, body) {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(body),
  });
  if (!answer.ok) throw new Error(`the provider refused: ${await answer.text()}`);
  return answer.json();
}
