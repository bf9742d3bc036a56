/**
 * Keeps what is typed into a form: on the phone at once, on the server (data-draft-url)
 * two seconds later. Comes back after a reload, a lock, a closed tab; never over a
 * text that was changed elsewhere since.
 */
import { fill, isSame, typedIn } from "../lib/fields.js";
import { draftOf, letterOf } from "../lib/outbox.js";
import { drop, keep, kept } from "../lib/store.js";
import { lineOf, offer, say } from "../lib/words.js";

const PAUSE = 2_000; // milliseconds without a key before the server hears of it

export default function draft(form) {
  const name = draftOf(location.pathname);
  const line = lineOf(form);
  const onServer = typedIn(form); // as the page came
  let sent = onServer;
  let timer = 0;

  const write = () => keep(name, { entries: typedIn(form), over: [onServer, sent] });

  const send = async () => {
    clearTimeout(timer);
    const entries = typedIn(form);
    if (!form.isConnected || !form.dataset.draftUrl || letterOf(form) || isSame(entries, sent)) return;
    sent = entries;
    write();
    const body = new URLSearchParams([...new FormData(form)]);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, headers, keepalive: true });
      const told = answer.ok && !answer.redirected ? await answer.json() : null;
      say(line, told && told.kept ? "draft" : "here");
    } catch {
      sent = onServer; // so that the next key tries again
      say(line, "here");
    }
  };

  const restore = () => {
    const before = kept(name);
    if (!before) return;
    if (isSame(before.entries, onServer)) return drop(name);
    const isLater = before.over.some((entries) => isSame(entries, onServer));
    if (isLater) fill(form, before.entries);
    else offer(line, () => fill(form, before.entries));
  };

  restore();
  form.addEventListener("input", () => {
    write();
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  form.addEventListener("change", write);
  form.addEventListener("submit", ({ submitter }) => submitter?.dataset.draft === "drop" && drop(name));
  document.addEventListener("visibilitychange", () => document.hidden && send());
}
