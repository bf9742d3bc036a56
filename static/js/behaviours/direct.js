/**
 * Sends a form and goes where the answer leads, in the place of this page: the
 * browser's "back" finds nothing. A refusal is shown here, with what was filled in.
 * Out of reach of the server, says so in [data-direct-of] and keeps the page. While
 * it is sent nothing can be changed: what came in is what the page shows.
 * Nothing is stored on the device.
 */
const PATIENCE = 15_000; // milliseconds

const show = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = document.querySelector("main");
  main.innerHTML = page.querySelector("main").innerHTML;
  main.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  (main.querySelector("[role=alert]:not([hidden]), [aria-invalid=true]") || main).focus();
  scrollTo(0, 0);
};

let isBusy = false;

const rest = (isResting) => {
  isBusy = isResting;
  document.body.inert = isResting;
};

addEventListener("pageshow", ({ persisted }) => { if (persisted) rest(false); }); // come back to

export default function direct(form) {
  const line = () => document.querySelector(`[data-direct-of="${form.id}"]`);

  const tell = (sentence) => {
    line().textContent = sentence;
    line().hidden = !sentence;
  };

  const fail = (held) => {
    rest(false);
    tell(line().dataset.lost);
    held.focus();
  };

  const send = async (body, held) => {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "text/html", "X-Outbox": "1" },
      body,
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const to = answer.headers.get("X-Location");
    if (to) return location.replace(to);
    if (answer.status >= 500) return fail(held);
    const html = await answer.text();
    rest(false);
    return show(html);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy) return;
    tell("");
    const body = new URLSearchParams(new FormData(form));
    const { submitter } = event;
    if (submitter && submitter.name) body.set(submitter.name, submitter.value);
    const held = document.activeElement;
    rest(true);
    send(body, held).catch(() => fail(held));
  });
}
