// The local inbox page: a list that fills itself, and the chosen message beside it.
'use strict';

const environment = location.pathname.split('/')[2];
const api = `/inbox/${environment}`;
const only = new URLSearchParams(location.search).get('to');
const find = (id) => document.getElementById(id);

let messages = [];
let receives = true;
let chosen = null;

function query(values) {
  const given = Object.entries({ ...values, to: only }).filter(([, value]) => value);
  return new URLSearchParams(given);
}

async function ask(path, options) {
  const response = await fetch(api + path, { cache: 'no-store', ...options });
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
}

async function load() {
  const answer = await (await ask(`/messages?${query({ limit: 100 })}`)).json();
  const before = messages[0]?.id;
  const followed = chosen === null || chosen === before;
  messages = answer.messages;
  receives = answer.receives;
  const newest = messages[0];
  if (newest && newest.id !== before) {
    if (followed) chosen = newest.id;
    const spelt = newest.code ? `, code ${[...newest.code].join(' ')}` : '';
    if (before) find('news').textContent = `New message to ${newest.to}${spelt}`;
  }
  show();
}

// Asks again and again for what comes after the newest; the server answers when it has come.
async function follow() {
  for (;;) {
    try {
      await load();
      for (;;) {
        const path = `/next?${query({ wait: 25, after: messages[0]?.id })}`;
        const arrived = (await ask(path)).status === 200;
        connected(true);
        if (arrived) await load();
      }
    } catch {
      connected(false);
      await new Promise((resolve) => setTimeout(resolve, 1500));
    }
  }
}

function connected(yes) {
  const state = find('state');
  state.classList.toggle('lost', !yes);
  const words = yes ? 'live' : 'connection lost, trying again';
  if (state.textContent !== words) state.textContent = words;
}

function shown() {
  const wanted = find('filter').value.trim().toLowerCase();
  return messages.filter((message) => message.to.includes(wanted));
}

function show() {
  const list = shown();
  document.querySelector('main').classList.toggle('empty', list.length === 0);
  find('waiting').hidden = messages.length > 0 || !receives;
  find('elsewhere').hidden = messages.length > 0 || receives;
  find('unmatched').hidden = messages.length === 0;
  find('clear').disabled = messages.length === 0;
  const held = document.activeElement?.dataset?.id;
  find('list').replaceChildren(...list.map(row));
  if (held) find('list').querySelector(`[data-id="${held}"]`)?.focus();
  const message = list.find((one) => one.id === chosen) ?? list[0];
  if (message) open(message);
}

function row(message) {
  const button = element('button', '');
  button.type = 'button';
  button.dataset.id = message.id;
  const time = element('time', new Date(message.sentAt).toLocaleTimeString());
  time.dateTime = message.sentAt;
  button.append(
    element('span', message.to, 'to'),
    time,
    element('span', message.subject, 'subject'),
    element('span', message.code ?? '', 'digits'),
  );
  button.addEventListener('click', () => open(message));
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function element(name, text, style) {
  const made = document.createElement(name);
  made.textContent = text;
  if (style) made.className = style;
  return made;
}

function open(message) {
  chosen = message.id;
  for (const button of find('list').querySelectorAll('button')) {
    if (button.dataset.id === chosen) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  find('subject').textContent = message.subject;
  find('about').textContent = `To ${message.to}, ${new Date(message.sentAt).toLocaleString()}`;
  find('code').hidden = !message.code;
  find('digits').textContent = message.code ?? '';
  find('copy').textContent = 'Copy code';
  find('text').replaceChildren(...pressable(message));
  if (find('html').srcdoc !== message.html) find('html').srcdoc = message.html;
  tick();
}

// The text, in which the link can be pressed. One that a browser would run is left as it is.
function pressable({ text, link }) {
  if (!link || /^(javascript|data|vbscript):/i.test(link)) return [text];
  const [before, after] = text.split(link, 2);
  const anchor = element('a', link);
  Object.assign(anchor, { href: link, target: '_blank', rel: 'noreferrer' });
  return [before, anchor, after];
}

function tick() {
  const message = messages.find((one) => one.id === chosen);
  if (!message) return;
  const seconds = Math.round((new Date(message.expiresAt) - Date.now()) / 1000);
  find('expiry').textContent =
    seconds <= 0 ? 'expired' : seconds < 90 ? `expires in ${seconds} s` : `expires in ${Math.round(seconds / 60)} min`;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(find('digits').textContent);
    find('copy').textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(find('digits'));
    find('copy').textContent = 'Selected, copy with Ctrl+C';
  }
}

function turn(form) {
  for (const tab of [find('as-text'), find('as-html')]) {
    const on = tab.id === form;
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  find('text').hidden = form !== 'as-text';
  find('html').hidden = form !== 'as-html';
  find('body').setAttribute('aria-labelledby', form);
}

function step(by) {
  const rows = [...find('list').querySelectorAll('button')];
  const at = rows.findIndex((button) => button.dataset.id === chosen);
  const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  next?.focus();
  next?.click();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input')) return;
  const tab = event.target.matches('[role=tab]');
  if (tab && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    const other = find(event.target.id === 'as-text' ? 'as-html' : 'as-text');
    turn(other.id);
    other.focus();
  } else if (event.key === 'ArrowDown' && !event.target.matches('pre')) step(1);
  else if (event.key === 'ArrowUp' && !event.target.matches('pre')) step(-1);
  else if (event.key === 'c' && !find('code').hidden) copy();
  else return;
  event.preventDefault();
});
find('copy').addEventListener('click', copy);
find('as-text').addEventListener('click', () => turn('as-text'));
find('as-html').addEventListener('click', () => turn('as-html'));
find('filter').addEventListener('input', show);
find('clear').addEventListener('click', async () => {
  await ask('/messages', { method: 'DELETE' });
  chosen = null;
  await load();
});

find('environment').textContent = environment;
find('example').textContent =
  `curl ${location.origin}/api/v0/sdk/${environment}/emailVerifications/create \\\n` +
  `  -H 'Content-Type: application/json' -d '{"email":"ada@example.org"}'`;
find('next').textContent = `GET ${api}/next?to=ada@example.org`;
setInterval(tick, 1000);
follow();
