// Reading and verifying a token in the browser, with nothing but WebCrypto.

export function decode(compact) {
  const [header, payload] = compact.split(".").map((part, index) => (index < 2 ? json(part) : part));
  return { header, payload };
}

/// The checks that a server makes, each as { text, good }.
export async function verify(compact, jwksUrl, expected) {
  const { header, payload } = decode(compact);
  const checks = [];
  const check = (text, good) => checks.push({ text, good });
  check(`The algorithm is RS256 (it is ${header.alg})`, header.alg === "RS256");

  const { keys } = await (await fetch(jwksUrl)).json();
  const jwk = keys.find((key) => key.kid === header.kid);
  check(`The key ${short(header.kid)} is in the JWKS`, Boolean(jwk));
  if (!jwk) return checks;

  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["verify"]);
  const dot = compact.lastIndexOf(".");
  const signed = new TextEncoder().encode(compact.slice(0, dot));
  const good = await crypto.subtle.verify(algorithm, key, bytes(compact.slice(dot + 1)), signed);
  check("The signature was made with this key, over these very bytes", good);

  check(`The issuer is ${expected.issuer}`, payload.iss === expected.issuer);
  check(`The token is the ${expected.use} token`, payload.token_use === expected.use);
  check("It has not expired", payload.exp > Date.now() / 1000);
  check("Authentication is complete (scope user:basic)", payload.scope.split(" ").includes("user:basic"));
  return checks;
}

function json(part) {
  return JSON.parse(new TextDecoder().decode(bytes(part)));
}

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function short(kid) {
  return kid.length > 12 ? kid.slice(0, 12) + "…" : kid;
}
