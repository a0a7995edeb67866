import { MEANINGS } from "/demo/claims.js";
import { decode, verify } from "/demo/jwt.js";
import { secondFactor } from "/demo/factor.js";
import { begin, cameBack, offered } from "/demo/social.js";
import { makeWallet, signInMessage } from "/demo/wallet.js";

const $ = (id) => document.getElementById(id);
/// As people write them.
const NAMES = { google: "Google", github: "GitHub" };
const state = { environment: null, way: null, verification: null, access: null, id: null, user: null, factors: false, wallet: null, listening: 0 };
const TIMES = new Set(["iat", "exp", "refreshExp"]);

class Refused extends Error {}

/// One call of the client API; a refusal becomes a sentence with its code and request id.
async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (state.access) headers.Authorization = `Bearer ${state.access}`;
  const response = await fetch(`/api/v0/sdk/${state.environment}${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  if (response.ok) return response.status === 200 || response.status === 201 ? response.json() : null;
  const problem = await response.json().catch(() => ({ error: "The server could not answer." }));
  const wait = response.headers.get("Retry-After");
  throw new Refused(
    `${problem.error} (${problem.code ?? response.status}` +
      `${wait ? `, try again in ${wait} s` : ""}, request ${response.headers.get("x-dyn-request-id")})`,
  );
}

function say(text, kind = "") {
  $("message").textContent = text;
  $("message").className = kind;
}

/// Runs what a button or form starts; the button rests meanwhile.
function on(target, event, act) {
  (typeof target === "string" ? $(target) : target).addEventListener(event, async (happened) => {
    happened.preventDefault();
    const button = happened.submitter ?? happened.currentTarget;
    button.disabled = true;
    try {
      await act();
    } catch (error) {
      say(error instanceof Refused ? error.message : `The server cannot be reached: ${error.message}`, "bad");
    } finally {
      button.disabled = false;
    }
  });
}

const showFactor = secondFactor({ call, on, say, accept });

function show() {
  const signedIn = Boolean(state.access);
  $("ask").hidden = signedIn;
  $("answer").hidden = signedIn || !state.verification;
  $("by-wallet").hidden = signedIn;
  $("by-social").hidden = signedIn || $("social").childElementCount === 0;
  $("signed-in").hidden = !signedIn;
  $("no-tokens").hidden = signedIn;
  showFactor(state.user, state.factors).catch(() => {});
  $("tokens").replaceChildren(
    ...(signedIn
      ? [
          tokenCard("Access token", "access", state.access, "Send this one to your servers."),
          tokenCard("ID token", "id", state.id, "For the app itself: all there is to know of the person. Never send it to a server."),
        ]
      : []),
  );
}

function accept(answer) {
  state.access = answer.minifiedJwt;
  state.id = answer.jwt;
  state.user = answer.user;
  state.verification = null;
  const { email, verifiedCredentials } = answer.user;
  $("who").textContent = email ?? verifiedCredentials[0].public_identifier;
  $("who").className = email ? "" : "address";
  show();
}

function welcome(answer) {
  accept(answer);
  if (answer.user.scope.includes("requiresAdditionalAuth")) return say("A second factor is owed.");
  say(answer.user.newUser ? "Welcome: this sign-in made your user." : "Welcome back.", "good");
}

async function pageWallet() {
  return makeWallet().catch(() => {
    throw new Refused("This browser cannot make the wallet: it has no Ed25519.");
  });
}

function tokenCard(title, use, compact, purpose) {
  const card = $("token-template").content.cloneNode(true);
  card.querySelector("h3").textContent = title;
  card.querySelector(".purpose").textContent = purpose;
  card.querySelector(".compact").textContent = compact;
  card.querySelector("article").dataset.use = use;
  const { header, payload } = decode(compact);
  const rows = Object.entries(payload).map(([name, value]) => row(name, value));
  card.querySelector("tbody").append(row("alg", header.alg), ...rows);
  const list = card.querySelector(".checks");
  card.querySelector(".verify").addEventListener("click", async () => {
    const jwks = `/api/v0/sdk/${state.environment}/.well-known/jwks`;
    const issuer = `${location.host}/${state.environment}`;
    const checks = await verify(compact, jwks, { issuer, use });
    list.replaceChildren(...checks.map(({ text, good }) => item(text, good)));
  });
  return card;
}

function item(text, good) {
  const line = document.createElement("li");
  line.textContent = text;
  if (!good) line.className = "bad";
  return line;
}

function row(name, value) {
  const line = document.createElement("tr");
  const shown = TIMES.has(name)
    ? `${value} (${new Date(value * 1000).toLocaleString()})`
    : typeof value === "string" ? value : JSON.stringify(value);
  const meaning = name === "alg" ? "The signature's algorithm, in the header. It is never any other." : MEANINGS[name] ?? "";
  for (const text of [name, shown, meaning]) line.insertCell().textContent = text;
  return line;
}

function mailCard(mail) {
  const card = document.createElement("li");
  card.className = "mail new";
  const code = document.createElement("span");
  code.className = "code";
  code.textContent = mail.code ?? mail.subject;
  if (!mail.code) code.className = "subject";
  const about = document.createElement("span");
  about.className = "about";
  about.textContent = `To ${mail.to}, ${new Date(mail.sentAt).toLocaleTimeString()}`;
  const use = document.createElement("button");
  use.type = "button";
  use.textContent = "Use code";
  use.addEventListener("click", () => {
    $("code").value = mail.code;
    $("code").focus();
  });
  card.append(code, about, ...(mail.code ? [use] : []));
  return card;
}

/// Shows what is in the inbox, then waits for what comes.
async function listen() {
  const round = ++state.listening;
  const environment = state.environment;
  const known = new Set();
  $("mails").replaceChildren();
  while (round === state.listening) {
    try {
      const { messages } = await (await fetch(`/inbox/${environment}/messages?limit=5`)).json();
      if (round !== state.listening) return;
      for (const card of $("mails").children) card.classList.remove("new");
      for (const mail of messages.toReversed()) {
        if (known.has(mail.id)) continue;
        known.add(mail.id);
        $("mails").prepend(mailCard(mail));
      }
      while ($("mails").children.length > 5) $("mails").lastChild.remove();
      $("no-mails").hidden = known.size > 0;
    } catch {
      // The server restarts; the next round tries again.
    }
    await new Promise((resume) => setTimeout(resume, 1000));
  }
}

/// What is on here: a button for each provider, and whether an authenticator app can be added.
async function offerWhatIsOn() {
  const environment = state.environment;
  const settings = await call("GET", "/settings");
  if (environment !== state.environment) return;
  state.factors = settings.security.mfa.methods.some(({ type, enabled }) => type === "totp" && enabled);
  const providers = offered(settings);
  $("social").replaceChildren(
    ...providers.map((provider) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.id = `by-${provider.provider}`;
      button.textContent = `Use ${NAMES[provider.provider] ?? provider.provider}`;
      on(button, "click", () => begin(provider, environment, call));
      return button;
    }),
  );
  show();
}

function choose(environment) {
  Object.assign(state, { environment, verification: null, access: null, id: null, user: null, factors: false });
  $("social").replaceChildren();
  offerWhatIsOn().catch(() => {});
  $("inbox-link").href = `/inbox/${environment}`;
  say("");
  show();
  listen();
}

/// Ten digits are a number of the United States, whatever stands between them.
function usNumber(typed) {
  const digits = typed.replace(/^\s*(\+?1(?=\D*\d))/, "").replace(/[\s().-]/g, "");
  return /^\d{10}$/.test(digits) ? digits : null;
}

on("ask", "submit", async () => {
  const phoneNumber = usNumber($("email").value);
  state.way = phoneNumber ? "smsVerifications" : "emailVerifications";
  const to = phoneNumber
    ? { phoneNumber, phoneCountryCode: "1", isoCountryCode: "US" }
    : { email: $("email").value };
  const asked = await call("POST", `/${state.way}/create`, to);
  state.verification = asked.verificationUUID;
  show();
  say(`A code is on its way to ${asked.email ?? `+1 ${asked.phoneNumber}`}.`, "good");
  $("code").focus();
});

on("answer", "submit", async () => {
  const answer = await call("POST", `/${state.way}/signin`, {
    verificationUUID: state.verification,
    verificationToken: $("code").value,
  });
  $("code").value = "";
  $("signed").hidden = true;
  welcome(answer);
});

on("wallet", "click", async () => {
  state.wallet ??= await pageWallet();
  const { address, sign } = state.wallet;
  const { nonce } = await call("GET", "/nonce");
  const message = signInMessage({ address, nonce, environment: state.environment });
  const answer = await call("POST", "/wallets/signin", {
    chain: "SOL",
    publicWalletAddress: address,
    messageToSign: message,
    signedMessage: await sign(message),
    walletName: "demosol",
    walletProvider: "browserExtension",
  });
  $("signed-message").textContent = message;
  $("signed").hidden = false;
  welcome(answer);
});

on("refresh", "click", async () => {
  accept(await call("POST", "/refresh"));
  say("These are new tokens of the same session.", "good");
});

on("sign-out", "click", async () => {
  await call("POST", "/revoke");
  Object.assign(state, { access: null, id: null, user: null });
  show();
  say("Signed out: the session is revoked.", "good");
});

const { sandbox, live } = await (await fetch("/demo/environments.json")).json();
$("environment").append(new Option("Sandbox", sandbox), new Option("Live", live));
$("environment").addEventListener("change", () => choose($("environment").value));
const back = cameBack();
$("environment").value = back?.environment ?? sandbox;
choose($("environment").value);
if (back) {
  try {
    welcome(await call("POST", `/providers/${back.provider}/signIn`, { state: back.state, code: back.code }));
  } catch (error) {
    say(error.message, "bad");
  }
}
