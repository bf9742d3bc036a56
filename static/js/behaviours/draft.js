/**
 * Keeps what is typed into a form: on the phone at once, on the server (data-draft-url)
 * two seconds later, one request at a time. Comes back after a reload, a lock, a closed
 * tab; never over a text that was changed elsewhere since.
 */
import { asItCame, fill, isSame, isTypedEarly, typedIn } from "../lib/fields.js";
import { draftOf, letterOf } from "../lib/outbox.js";
import { drop, keep, kept } from "../lib/store.js";
import { lineOf, offer, say } from "../lib/words.js";

const PAUSE = 2_000; // milliseconds without a key before the server hears of it
const AGAIN = 15_000; // after a failure

export default function draft(form) {
  const name = draftOf(location.pathname);
  const line = lineOf(form);
  const { draftUrl } = form.dataset;
  const isEarly = isTypedEarly(form);
  let over = [typedIn(asItCame(form))]; // what the server may have; at first as the page came
  let timer = 0;
  let isSending = false;
  let isSaid = false; // that the server has it

  /** Leaves a page that is being left alone: its text is on the server. */
  const write = () => document.body.inert || keep(name, { entries: typedIn(form), over });

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  /** Whether the server keeps it; fails when it cannot be asked. */
  const ask = async () => {
    const body = new URLSearchParams([...new FormData(form)]);
    const headers = { Accept: "application/json" };
    const answer = await fetch(draftUrl, { method: "POST", body, headers, keepalive: true });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return (await answer.json()).kept;
  };

  const send = async () => {
    clearTimeout(timer);
    const entries = typedIn(form);
    const isKnown = over.length === 1 && isSame(entries, over[0]);
    if (!draftUrl || isSending || isKnown || !form.isConnected || letterOf(form)) return;
    isSending = true;
    over = [...over, entries];
    write();
    const isKept = await ask().catch(() => null);
    isSending = false;
    if (isKept) over = [entries];
    if (!form.isConnected || letterOf(form)) return;
    const isLast = JSON.stringify(entries) === JSON.stringify(typedIn(form));
    isSaid = Boolean(isKept) && isLast;
    say(line, isSaid ? "draft" : "here");
    if (isKept === null) later(AGAIN);
    else if (!isLast) later(document.hidden ? 0 : PAUSE);
  };

  const restore = () => {
    const before = kept(name);
    if (!before) return;
    const [onServer] = over;
    if (isSame(before.entries, onServer)) return drop(name);
    const isLater = before.over.some((entries) => isSame(entries, onServer));
    if (isLater && !isEarly) fill(form, before.entries);
    else offer(line, () => fill(form, before.entries));
  };

  const hear = () => {
    write();
    if (isSaid && !letterOf(form)) say(line, "here");
    isSaid = false;
    later(PAUSE);
  };

  form.addEventListener("input", hear);
  form.addEventListener("change", write);
  form.addEventListener("submit", ({ submitter }) => {
    if (!submitter || submitter.dataset.draft !== "drop") return;
    clearTimeout(timer);
    over = [typedIn(form)]; // nothing more to send
    drop(name);
  });
  document.addEventListener("visibilitychange", () => document.hidden && send());
  restore();
  if (isEarly) hear();
}
