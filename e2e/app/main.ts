// The smallest app that can be built on the client SDK. It is configured by its own address:
// `/?environment=<id>&api=<base URL>`. Everything else in it serves the tests' eyes and hands.
import * as client from '@dynamic-labs-sdk/client';
import * as core from '@dynamic-labs-sdk/client/core';

import { addWallets } from './wallets';

/** What a call into the SDK came to, in a form that can leave the browser. */
type Outcome = { value: unknown } | { refusal: Refusal };

interface Refusal {
  /** The name under which the SDK exports the error's class; null if the class isn't the SDK's. */
  type: string | null;
  name: string;
  code: string | null;
  status: number | null;
  message: string;
  mergeConflicts?: unknown;
}

const address = new URLSearchParams(location.search);
const dynamic = client.createDynamicClient({
  environmentId: address.get('environment') ?? '',
  autoInitialize: false,
  coreConfig: { apiBaseUrl: address.get('api') ?? '' },
  instrumentation: { enabled: false },
  metadata: { name: 'Test app' },
});

addWallets(dynamic);

const sdk: Record<string, unknown> = { ...core, ...client };

function refusal(error: unknown): Refusal {
  const type = Object.keys(sdk).find((name) => (error as object)?.constructor === sdk[name]);
  const { name, message, code, status, mergeConflicts } = error as Record<string, unknown>;
  return {
    type: type ?? null,
    name: String(name),
    code: typeof code === 'string' ? code : null,
    status: typeof status === 'number' ? status : null,
    message: String(message),
    mergeConflicts,
  };
}

/** Calls a function of the SDK by its exported name. */
async function call(name: string, ...args: unknown[]): Promise<Outcome> {
  try {
    const exported = sdk[name] as (...args: unknown[]) => unknown;
    return { value: await exported(...args) };
  } catch (error) {
    return { refusal: refusal(error) };
  }
}

/** What an app can know at this moment. */
function state() {
  const { legacyToken } = core.getCore(dynamic).state.get();
  return {
    initStatus: dynamic.initStatus,
    initError: dynamic.initError && refusal(dynamic.initError),
    signedIn: client.isSignedIn(dynamic),
    user: dynamic.user,
    accessToken: dynamic.token,
    idToken: legacyToken,
    expiresAt: dynamic.sessionExpiresAt,
  };
}

const ready = call('initializeClient');

declare global {
  interface Window {
    app: { ready: Promise<Outcome>; call: typeof call; state: typeof state };
  }
}
window.app = { ready, call, state };
