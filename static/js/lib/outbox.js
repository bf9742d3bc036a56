/**
 * Letters: forms on their way to the server. A letter is kept on the phone before
 * it is sent, and until the server has answered. What is sent twice is the same
 * for the server, because each form carries a key of its own.
 *
 * letter: { action, page, form, entries, stamp, unsure }
 *   page    where the form stands, to fetch a fresh token
 *   unsure  entries that were sent, and whose answer never came
 */
import { isSame, typedIn } from "./fields.js";
import { drop, keep, kept, namesOf } from "./store.js";

const BOX = "outbox:";
const DEADLINE = 15_000; // milliseconds for one try
const LONGEST = 30_000; // between two tries
const AGAIN = [408, 425, 429]; // of the statuses under 500

const onTheWay = new Set();

/** 32 hexadecimal characters; works on plain http too. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const letters = () => namesOf(BOX).filter(kept);

export const draftOf = (page) => `draft:${page}`;

/** Keep a form for sending; returns the letter's name. */
export const post = (form, entries) => {
  const action = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const before = kept(BOX + action);
  keep(BOX + action, {
    action,
    entries: entries.some(([name]) => name === "key") ? entries : [...entries, ["key", newKey()]],
    page: location.pathname,
    form: form.id,
    stamp: newKey(),
    unsure: before ? before.unsure || before.entries : null,
  });
  return BOX + action;
};

export const letterOf = (form) => {
  const action = new URL(form.getAttribute("action") || location.href, location.href).pathname;
  return kept(BOX + action) ? BOX + action : null;
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

/**
 * Give a letter the token of a fresh page. When the server already has what was
 * sent without an answer, the letter is a change of that: it takes the page's
 * version too.
 */
const renew = async (letter) => {
  const { html } = await ask(letter.page, { headers: { Accept: "text/html" } });
  const form = parsed(html).getElementById(letter.form);
  if (!form) return letter;
  const fresh = new Map([...form.querySelectorAll("input[type=hidden]")].map((input) => [input.name, input.value]));
  const isTaken = letter.unsure && isSame(letter.unsure.filter(([name]) => name !== "key"), typedIn(form));
  const renewed = (name) => fresh.has(name) && (isTaken || name === "csrf_token");
  const entries = letter.entries.map(([name, value]) => [name, renewed(name) ? fresh.get(name) : value]);
  return { ...letter, entries, unsure: null };
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

/**
 * Send a letter until the server has answered. `tell(outcome)` hears of "sending"
 * and "later" as often as they come, and at the end of "taken", "refused" (with the
 * server's html) or "outside".
 */
export const send = async (name, tell) => {
  if (onTheWay.has(name)) return;
  onTheWay.add(name);
  let tries = 0;
  let isRenewed = false;
  for (let letter = kept(name); letter; letter = kept(name)) {
    tell({ kind: "sending" });
    let outcome;
    try {
      if (letter.unsure && !isSame(letter.unsure, letter.entries)) letter = await renew(letter);
      outcome = await deliver(letter);
      if (outcome.kind === "stale" && !isRenewed) {
        isRenewed = true;
        keep(name, await renew(letter));
        continue;
      }
    } catch {
      outcome = { kind: "later" };
    }
    const now = kept(name);
    if (now && now.stamp !== letter.stamp) continue; // written anew meanwhile: send that
    if (outcome.kind === "later") {
      keep(name, { ...letter, unsure: letter.entries });
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
