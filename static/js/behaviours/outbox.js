/**
 * On a form: what is sent is kept on the phone first, sent again after a failure,
 * a reload or a lock, and told in words. A refusal is shown with everything typed
 * kept. Buttons with data-outbox="no" send the plain form.
 * On any other element: sends what other pages could not, and says so there.
 */
import { entriesOf } from "../lib/fields.js";
import { letterOf, letters, post, send } from "../lib/outbox.js";
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

const attach = (form) => {
  const line = lineOf(form);

  const hear = (outcome) => {
    if (outcome.kind === "sending") say(line, "sending");
    else if (outcome.kind === "later") say(line, "unsent");
    else if (outcome.to) location.assign(outcome.to);
    else if (outcome.document && outcome.document.getElementById(form.id)) show(outcome.document);
    else if (outcome.kind === "taken") say(line, "saved");
    else refuse(line, sentenceOf(outcome.document));
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && button.dataset.outbox === "no") return;
    event.preventDefault();
    send(post(form, entriesOf(form, button)), hear);
  });

  const left = letterOf(form); // sent before a reload
  if (left) send(left, hear);
};

const watch = (line) => {
  letters().forEach((name) => {
    const { page } = kept(name);
    send(name, (outcome) => {
      if (outcome.kind === "sending") say(line, "sending");
      else if (outcome.kind === "refused" || outcome.kind === "stale") refuse(line, sentenceOf(outcome.document), page);
      else if (outcome.kind === "taken") {
        say(line, "saved");
        document.dispatchEvent(new Event("refresh"));
      } else say(line, "unsent");
    });
  });
};

export default function outbox(element) {
  if (element.localName === "form") attach(element);
  else watch(element);
}
