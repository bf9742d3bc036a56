/**
 * Sends what the buttons of a form say without leaving the page, which hears of the
 * change by itself. A refusal is shown in #<data-press-says>; without one (on the
 * projector) it is not said. One press after another, each with what its button said
 * when it was pressed: so the second tap of a double tap makes no other move.
 */
const PATIENCE = 10_000; // milliseconds

export default function press(form) {
  const notice = document.getElementById(form.dataset.pressSays);
  const frame = notice?.querySelector("p");
  let before = Promise.resolve();

  const say = (sentence) => {
    if (!notice) return;
    frame.textContent = sentence;
    notice.hidden = !sentence;
    if (sentence) notice.scrollIntoView({ block: "nearest" });
  };

  const send = async (url, body) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.redirected && notice) return location.assign(answer.url); // signed out
    if (answer.ok) return say("");
    const told = await answer.json().catch(() => ({}));
    say(told.message || form.dataset.pressLost);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const url = button?.formAction || form.action;
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.set(button.name, button.value);
    before = before
      .then(() => send(url, body))
      .catch(() => say(form.dataset.pressLost))
      .then(() => document.dispatchEvent(new Event("refresh")));
  });
}
