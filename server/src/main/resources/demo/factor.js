// A second factor, as an app has its people get one: an authenticator app that reads the code off this
// page, then ten recovery codes; and the question for it at the next sign-in.

const $ = (id) => document.getElementById(id);

/// `call`, `on`, `say` and `accept` are the page's own.
export function secondFactor({ call, on, say, accept }) {
  function forget() {
    $("qr").removeAttribute("src");
    $("secret").textContent = "";
    $("recovery-codes").replaceChildren();
    for (const id of ["app-setup", "recovery"]) $(id).hidden = true;
  }

  async function drawn(text) {
    const response = await fetch("/demo/qr", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text }),
    });
    const svg = new Uint8Array(await response.arrayBuffer());
    return `data:image/svg+xml;base64,${btoa(String.fromCharCode(...svg))}`;
  }

  async function prove(code) {
    const answer = await call("POST", "/users/mfa/auth/totp", { code });
    accept(answer);
    return answer;
  }

  async function showRecoveryCodes() {
    const { recoveryCodes } = await call("GET", "/users/mfa/recovery");
    $("recovery-codes").replaceChildren(
      ...recoveryCodes.map((code) => {
        const line = document.createElement("li");
        line.textContent = code;
        return line;
      }),
    );
    $("recovery").hidden = recoveryCodes.length === 0;
  }

  on("add-app", "click", async () => {
    const { secret, uri } = await call("GET", "/users/mfa/register/totp");
    $("qr").src = await drawn(uri);
    $("secret").textContent = secret;
    $("app-uri").href = uri;
    $("app-setup").hidden = false;
    $("add-app").hidden = true;
    say("Read the picture with an authenticator app, then type the six digits that it shows.");
    $("app-code").focus();
  });

  on("app-confirm", "submit", async () => {
    await prove($("app-code").value);
    $("app-code").value = "";
    forget();
    say("Your app is set up: every sign-in asks for its code from now on.", "good");
    await showRecoveryCodes();
  });

  on("keep-codes", "click", async () => {
    accept(await call("PUT", "/users", { mfaBackupCodeAcknowledgement: "complete" }));
    forget();
    say("Good. They are not shown again.", "good");
  });

  on("second", "submit", async () => {
    const typed = $("second-code").value.trim();
    if (/^\d{6}$/.test(typed)) await prove(typed);
    else accept(await call("POST", "/users/mfa/auth/recovery", { code: typed }));
    $("second-code").value = "";
    say("Both factors are proven.", "good");
  });

  function render(user, offered, has) {
    const owed = Boolean(user?.scope.includes("requiresAdditionalAuth"));
    $("second").hidden = !owed || !has;
    $("second-factor").hidden = !user || !offered || (owed && has);
    $("has-app").hidden = !has;
    $("add-app").hidden = has || !$("app-setup").hidden;
  }

  /// Shows what there is to do for this person, who has just been let in; for null nothing.
  return async (user, offered) => {
    if (!user) forget();
    render(user, offered && !user, false);
    if (!user || !offered) return;
    const { devices } = await call("GET", "/users/mfa");
    render(user, offered, devices.some(({ verified }) => verified));
  };
}
