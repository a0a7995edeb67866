// The way through a provider, as an SDK goes it: begin here, be sent there, come back with a code.

const KEY = "countersign-demo-social";

/// The social providers in a ProjectSettings.
export function offered(settings) {
  const on = new Set(settings.sdk.socialSignIn.providers.filter(({ enabled }) => enabled).map(({ provider }) => provider));
  return settings.providers.filter(({ provider, baseAuthUrl }) => baseAuthUrl && on.has(provider));
}

/// Leaves this page for the provider's.
export async function begin({ provider, baseAuthUrl, clientId, redirectUrl, scopes }, environment, call) {
  const state = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  await call("POST", `/providers/${provider}/initAuth`, { state, redirectUrl: `${location.origin}/demo` });
  sessionStorage.setItem(KEY, JSON.stringify({ provider, environment, state }));
  const query = { client_id: clientId, redirect_uri: redirectUrl, response_type: "code", scope: scopes, state };
  location.assign(`${baseAuthUrl}?${new URLSearchParams(query)}`);
}

/// What this page was come back to with, if it was sent away from here; null otherwise.
export function cameBack() {
  const query = new URLSearchParams(location.search);
  const begun = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!query.has("dynamicOauthState")) return null;
  history.replaceState(null, "", location.pathname);
  sessionStorage.removeItem(KEY);
  if (begun?.state !== query.get("dynamicOauthState") || !query.has("dynamicOauthCode")) return null;
  return { ...begun, code: query.get("dynamicOauthCode") };
}
