/**
 * Keeps a form as people type, and says so in words. The words stand on the
 * nearest element with data-autosave="words": data-unsaved, -saving, -saved (with
 * {time}), -offline, -open, -left, -lost. The form holds data-autosave="state",
 * where they are said, and data-autosave="button", which is not needed then.
 *
 * One request at a time; what is typed meanwhile goes with the next one, and until
 * then nothing is said to be saved. No network, or a server that restarts: again and
 * again, ever more slowly, with all that was typed. A page that is left before is
 * brought up to date when it is opened again, but for secrets (lib/fields.js), which
 * no device keeps: while one is unsent the page says so and warns before it is left,
 * and when it is opened again it asks to look at them. A refusal (422) is shown next
 * to its fields; inside a group (data-autosave="group": day, month, year) only once
 * the focus has left it.
 */
import { asItCame, isTypedEarly, secretsIn } from "../lib/fields.js";
import { hold, letGo, putBack, written } from "../lib/held.js";
import { released } from "../lib/pressed.js";
import { swap } from "../lib/swap.js";

const PAUSE = 900; // milliseconds without a key before it is sent
const SOON = 1_000; // the first wait after a failure
const LATER = 30_000; // the longest
const PATIENCE = 3_000; // for other forms before the page is loaded again

const waiting = new Map(); // form with something that the server lacks -> { all, leave }
const owed = new Set(); // parts of the page to fetch again
let changes = 0; // in all forms

const clock = () => {
  const at = new Date();
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
};

const showErrors = (form, errors) => {
  for (const place of form.querySelectorAll("[id$='-errors']")) {
    const id = place.id.slice(0, -"-errors".length);
    const lines = (errors[id] ?? []).map((sentence) => {
      const line = document.createElement("p");
      line.className = "field__error";
      line.textContent = sentence;
      return line;
    });
    place.replaceChildren(...lines);
    const field = document.getElementById(id);
    field?.toggleAttribute("aria-invalid", false);
    if (!lines.length || !field) continue;
    field.setAttribute("aria-invalid", "true");
    const notes = (field.getAttribute("aria-describedby") ?? "").split(" ");
    field.setAttribute("aria-describedby", [...new Set([...notes, place.id])].join(" ").trim());
  }
};

/** Whether the only thing wrong is a group that somebody is still filling in. */
const isHalfTyped = (errors) => Object.keys(errors).every((id) => {
  const group = document.getElementById(id)?.closest("[data-autosave='group']");
  return group?.contains(document.activeElement);
});

/** Fetch a part of this page again; whether it came, and `isWanted` still. */
const renew = async (id, isWanted) => {
  const headers = { Accept: "text/html", "X-Part": id };
  const answer = await fetch(location.href, { headers, cache: "no-store" });
  const html = await answer.text();
  const part = document.getElementById(id);
  await released(part);
  if (!answer.ok || answer.redirected || !isWanted()) return false;
  swap(part, html);
  return true;
};

/** Give every form of the page a token that counts again, after a new sign-in. */
const renewTokens = async () => {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("input[name$='csrf_token']")?.value;
  for (const token of document.querySelectorAll("input[name$='csrf_token']")) {
    if (fresh) token.value = fresh;
  }
};

/** Say at the secrets of a form what became of them, until they are typed again. */
const remind = (form, sentence) => {
  const note = document.createElement("p");
  note.className = "answer answer--unsent";
  note.textContent = sentence;
  const fields = secretsIn(form);
  fields.at(-1)?.closest(".field").append(note);
  fields.forEach((field) => field.addEventListener("input", () => note.remove()));
};

const keepAll = () => Promise.all([...waiting.values()].map(({ all }) => all()));

const loadAgain = async (address) => {
  const enough = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  await Promise.race([keepAll(), enough]);
  location.href = address;
  location.reload();
};

export default function autosave(form) {
  const { dataset: words } = form.closest("[data-autosave='words']");
  const state = form.querySelector("[data-autosave='state']");
  form.querySelector("[data-autosave='button']").hidden = true;

  let typed = 0; // counts changes
  let kept = 0; // the last change that the server has answered
  let over = [written(asItCame(form))]; // what the server may have; at first as the page came
  let pause = 0; // after the last change
  let timer = 0;
  let failures = 0;
  let isSignedOut = false; // that was why it failed last
  let halfTyped = false;
  let isSaved = false; // all that the page shows
  let sending = null;
  const secrets = (of) => JSON.stringify(secretsIn(of).map(({ value }) => value));
  let keptSecrets = secrets(asItCame(form)); // as the server has them
  const isSecretUnsent = () => keptSecrets !== secrets(form);
  let reloads = ""; // where the page is to be loaded again

  const say = (kind, sentence) => {
    state.className = `answer answer--${kind}`;
    if (state.textContent !== sentence) state.textContent = sentence;
  };

  const sayWhyNot = () => {
    if (isSignedOut) return say("unsent", words.lost);
    return say("unsent", isSecretUnsent() ? words.open : words.offline);
  };

  const hear = async (response, entries, secret, upTo) => {
    const { message, errors = {}, reload, stale = [] } = await response.json();
    failures = 0;
    kept = upTo;
    over = response.ok ? [entries] : over.filter((one) => one !== entries);
    if (response.ok) {
      keptSecrets = secret;
      reloads = reload || reloads;
      stale.forEach((id) => owed.add(id));
    }
    halfTyped = kept === typed && response.status === 422 && isHalfTyped(errors);
    if (kept !== typed || halfTyped) return say("unsent", words.unsaved);
    showErrors(form, errors);
    if (!response.ok) return say("refused", message);
    isSaved = true;
    return say("saved", words.saved.replace("{time}", clock()));
  };

  /** Show what changed on the page with what is kept now. */
  const catchUp = async () => {
    const upTo = changes;
    if (reloads) return loadAgain(reloads);
    for (const id of owed) {
      const isThere = await renew(id, () => upTo === changes).catch(() => false);
      if (isThere) owed.delete(id);
    }
    return undefined;
  };

  const send = async () => {
    const upTo = typed;
    const entries = written(form);
    const secret = secrets(form);
    over = [...over, entries];
    say("sending", words.saving);
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (response.status === 400) await renewTokens();
      if (isOurs && response.status !== 400 && response.status < 500) {
        return await hear(response, entries, secret, upTo);
      }
      isSignedOut = response.redirected;
    } catch {
      isSignedOut = false;
    }
    failures += 1;
    return sayWhyNot();
  };

  /** Send what is typed; until the server has answered all of it, again later. */
  const save = () => {
    clearTimeout(timer);
    sending ??= send().finally(() => {
      sending = null;
      if (kept === typed) {
        waiting.delete(form);
        letGo(form);
        if (isSaved) catchUp();
      } else if (failures) later(Math.min(SOON * 2 ** failures, LATER) * (0.75 + Math.random() / 2));
      else later(pause);
    });
    return sending;
  };

  /** Send until the server has answered all that is typed, or cannot be reached. */
  const all = async () => {
    do await save(); while (kept !== typed && !failures);
  };

  /** Leave the page: what is not on its way goes now, and is held in case it is lost. */
  const leave = () => {
    hold(form, over, isSecretUnsent());
    if (!sending) save();
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const changed = (wait) => {
    typed += 1;
    changes += 1;
    isSaved = false;
    pause = wait;
    waiting.set(form, { all, leave });
    if (!sending && !failures) say("unsent", words.unsaved);
    else if (!sending) sayWhyNot();
    if (!failures) later(wait);
  };

  form.addEventListener("input", ({ target }) => {
    changed(target.matches("select, [type='radio'], [type='checkbox']") ? 0 : PAUSE);
  });
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const group = target.closest("[data-autosave='group']");
    if (halfTyped && !group?.contains(relatedTarget)) changed(0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    failures = 0;
    changed(0);
  });
  addEventListener("beforeunload", (event) => {
    if (!form.isConnected || !isSecretUnsent()) return;
    event.preventDefault();
    event.returnValue = true; // browsers of before 2023
  });
  const isEarly = isTypedEarly(form);
  if (putBack(form)) remind(form, words.left);
  if (isEarly) changed(PAUSE);
}

/* A button that leads to another page waits for what was typed beside it. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !waiting.size || form.matches("[data-behaviour~='autosave']")) return;
  event.preventDefault();
  keepAll().finally(() => form.submit());
});
document.addEventListener("visibilitychange", () => document.hidden && keepAll());
addEventListener("pagehide", () => waiting.forEach(({ leave }) => leave()));
