/**
 * Letters: forms on their way to the server. A letter is kept on the phone before
 * it is sent, and until the server has answered; a change of the form takes its
 * place and goes out after it. What is sent twice is the same for the server.
 *
 * letter: { action, page, fresh, form, entries, stamp, from, sent, isTaken }
 *   page     where the form stands
 *   fresh    where it stands with what the server has now, and a fresh token
 *   from     not sent before this time: more changes may come
 *   sent     lists of entries that the server may have now
 *   isTaken  whether the server has one of them for certain
 */
import { isSame, typedIn } from "./fields.js";
import { drop, keep, kept, namesOf } from "./store.js";

const BOX = "outbox:";
const DEADLINE = 15_000; // milliseconds for one try
const LONGEST = 30_000; // between two tries
const SETTLE = 1_200; // after a change of what is on its way
const AGAIN = [408, 425, 429]; // of the statuses under 500

const onTheWay = new Set();

/** 32 hexadecimal characters; works on plain http too. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const letters = () => namesOf(BOX).filter(kept);

export const draftOf = (page) => `draft:${page}`;

const pathOf = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;

const bare = (entries) => entries.filter(([name]) => name !== "key");

const told = (entries) => JSON.stringify(bare(entries));

const isSameLetter = (some, others) => isSame(bare(some), bare(others));

/** Keep a form for sending; returns the letter's name. `isChange`: nobody pressed "send" again. */
export const post = (form, entries, isChange = false) => {
  const action = pathOf(form);
  const { entries: before = [], sent = [], isTaken = false } = kept(BOX + action) || {};
  if (told(before) === told(entries)) return BOX + action; // a second tap
  keep(BOX + action, {
    action,
    entries: entries.some(([name]) => name === "key") ? entries : [...entries, ["key", newKey()]],
    page: location.pathname,
    fresh: form.dataset.fresh || location.pathname,
    form: form.id,
    stamp: newKey(),
    from: isChange ? Date.now() + SETTLE : 0,
    sent,
    isTaken,
  });
  return BOX + action;
};

export const letterOf = (form) => (kept(BOX + pathOf(form)) ? BOX + pathOf(form) : null);

/** Whether a form's letter says what was sent from this form, not from its neighbour. */
export const isOnTheWay = (form) => {
  const letter = kept(BOX + pathOf(form));
  return Boolean(letter) && letter.form === form.id;
};

/** Wait, but no longer than until there is hope: the network or the reader is back. */
const rest = (milliseconds) =>
  new Promise((done) => {
    const wake = () => {
      clearTimeout(alarm);
      removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      done();
    };
    const alarm = setTimeout(wake, milliseconds);
    addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
  });

const ask = async (address, options) => {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), DEADLINE);
  try {
    const answer = await fetch(address, { ...options, cache: "no-store", signal: stop.signal });
    return { answer, html: await answer.text() };
  } finally {
    clearTimeout(alarm);
  }
};

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

const sentBy = (letter) => letter.sent || [];

/**
 * Give a letter the token of a fresh page. When the server already has what was
 * sent before, the letter is a change of that: it takes the page's version too.
 */
const renew = async (letter) => {
  const { html } = await ask(letter.fresh || letter.page, { headers: { Accept: "text/html" } });
  const form = [...parsed(html).forms].find((one) => pathOf(one) === letter.action);
  if (!form) return letter;
  const fresh = new Map([...form.querySelectorAll("input[type=hidden]")].map((input) => [input.name, input.value]));
  const isTaken = letter.isTaken || sentBy(letter).some((entries) => isSameLetter(entries, typedIn(form)));
  const renewed = (name) => fresh.has(name) && (isTaken || name === "csrf_token");
  const entries = letter.entries.map(([name, value]) => [name, renewed(name) ? fresh.get(name) : value]);
  return { ...letter, entries };
};

/** Where an answer leads, "" for nowhere. */
const leadsTo = (answer) => {
  const told = answer.headers.get("X-Location") || (answer.redirected ? answer.url : "");
  return told ? new URL(told, location.href) : "";
};

const deliver = async (letter) => {
  const { answer, html } = await ask(letter.action, {
    method: "POST",
    headers: { Accept: "text/html", "X-Outbox": "1" },
    body: new URLSearchParams(letter.entries),
  });
  const to = leadsTo(answer);
  if (answer.status >= 500 || AGAIN.includes(answer.status)) return { kind: "later" };
  if (to && !to.pathname.startsWith("/w/")) return { kind: "outside", to }; // no seat any more
  if (answer.ok) return { kind: "taken", to, html };
  return { kind: answer.status === 400 ? "stale" : "refused", html };
};

const isOutdated = (name, { stamp }) => (kept(name) || { stamp }).stamp !== stamp;

/** Try once to send a letter; it is kept as what the server may have. */
const attempt = async (name, letter) => {
  const others = sentBy(letter).filter((entries) => !isSameLetter(entries, letter.entries));
  const ready = others.length ? await renew(letter) : letter;
  if (isOutdated(name, letter)) return {};
  keep(name, { ...ready, sent: [...others, ready.entries] });
  return deliver(ready);
};

/**
 * Send a letter until the server has answered its last change. `tell(outcome)` hears
 * of "sending" and "later" as often as they come, and at the end of "taken",
 * "refused" (with the server's html) or "outside".
 */
export const send = async (name, tell) => {
  if (onTheWay.has(name)) return;
  onTheWay.add(name);
  let tries = 0;
  let renewed = "";
  for (let letter = kept(name); letter; letter = kept(name)) {
    tell({ kind: "sending" });
    const early = Math.min(letter.from - Date.now(), SETTLE);
    if (early > 0 && !document.hidden) {
      await rest(early);
      continue;
    }
    let outcome;
    try {
      outcome = await attempt(name, letter);
      if (outcome.kind === "stale" && renewed !== letter.stamp) {
        renewed = letter.stamp;
        const fresh = await renew(letter);
        if (!isOutdated(name, letter)) keep(name, fresh);
        continue;
      }
    } catch {
      outcome = { kind: "later" };
    }
    if (isOutdated(name, letter)) { // changed meanwhile: send that
      if (outcome.kind === "taken") keep(name, { ...kept(name), isTaken: true });
      continue;
    }
    if (outcome.kind === "later") {
      tell(outcome);
      await rest(Math.min(1_000 * 2 ** tries++, LONGEST) * (0.5 + Math.random()));
      continue;
    }
    if (outcome.kind !== "outside") drop(name);
    if (outcome.kind === "taken") drop(draftOf(letter.page));
    onTheWay.delete(name);
    return tell({ ...outcome, page: letter.page, document: outcome.html ? parsed(outcome.html) : null });
  }
  onTheWay.delete(name);
};
