/**
 * On a form: what is sent is kept on the phone first, sent again after a failure,
 * a reload or a lock, and told in words. What is changed on its way goes out after
 * it. A refusal is shown with everything typed kept. Buttons with data-outbox="no"
 * send the plain form, and so does a form with a secret, which no phone keeps.
 * data-fresh: where the form always stands with what was sent.
 * On any other element: sends what other pages could not, and says so there.
 */
import { entriesOf, secretsIn } from "../lib/fields.js";
import { isOnTheWay, letterOf, letters, post, send } from "../lib/outbox.js";
import { kept } from "../lib/store.js";
import { lineOf, refuse, say } from "../lib/words.js";

/** The sentence with which the server refused. */
const sentenceOf = (page) => (page.querySelector("[role=alert]") || page.querySelector("main")).textContent.trim();

/** Put the server's page in place of this one's main part. */
const show = (page) => {
  const main = document.querySelector("main");
  main.innerHTML = page.querySelector("main").innerHTML;
  main.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  (main.querySelector("[role=alert]") || main).focus();
  scrollTo(0, 0);
};

/** Leave for where all is shown as the server has it; until then nothing changes here. */
const leave = (to) => {
  document.body.inert = true;
  addEventListener("pageshow", () => { document.body.inert = false; });
  location.assign(to);
};

const attach = (form) => {
  if (secretsIn(form).length) return;
  const line = lineOf(form);
  let button = null;

  const hear = (outcome) => {
    if (outcome.kind === "sending") say(line, "sending");
    else if (outcome.kind === "later") say(line, "unsent");
    else if (outcome.to) leave(outcome.to);
    else if (outcome.document && outcome.document.getElementById(form.id)) show(outcome.document);
    else if (outcome.kind === "taken") say(line, "saved");
    else refuse(line, sentenceOf(outcome.document));
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.dataset.outbox === "no") return;
    event.preventDefault();
    button = event.submitter;
    send(post(form, entriesOf(form, button)), hear);
  });

  form.addEventListener("input", () => {
    if (isOnTheWay(form)) post(form, entriesOf(form, button), true);
  });

  const left = letterOf(form); // sent before a reload
  if (left) send(left, hear);
};

const watch = (line) => {
  let isRefused = false;
  letters().forEach((name) => {
    const { page } = kept(name);
    send(name, (outcome) => {
      if (outcome.kind === "taken") document.dispatchEvent(new Event("refresh"));
      if (outcome.kind === "refused" || outcome.kind === "stale") {
        isRefused = true;
        refuse(line, sentenceOf(outcome.document), page);
      } else if (isRefused) return;
      else if (outcome.kind === "sending") say(line, "sending");
      else if (outcome.kind !== "taken") say(line, "unsent");
      else if (!letters().length) say(line, "saved");
    });
  });
};

export default function outbox(element) {
  if (element.localName === "form") attach(element);
  else watch(element);
}
