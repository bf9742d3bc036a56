/**
 * Sends what the buttons of a form say without leaving the page, which hears of the
 * change by itself. A refusal is shown in #<data-press-says>; without one (on the
 * projector) it is not said. One press at a time: the second tap of a double tap
 * would be another move.
 */
export default function press(form) {
  const notice = document.getElementById(form.dataset.pressSays);
  const frame = notice?.querySelector("p");
  let isBusy = false;

  const say = (sentence) => {
    if (!notice) return;
    frame.textContent = sentence;
    notice.hidden = !sentence;
    if (sentence) notice.scrollIntoView({ block: "nearest" });
  };

  const send = async (button) => {
    const body = new FormData(form);
    if (button?.name) body.append(button.name, button.value);
    const answer = await fetch(button?.formAction || form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(body),
    });
    if (answer.redirected && notice) return location.assign(answer.url); // signed out
    if (answer.ok) return say("");
    const told = await answer.json().catch(() => ({}));
    say(told.message || form.dataset.pressLost);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    await send(event.submitter).catch(() => say(form.dataset.pressLost));
    isBusy = false;
    document.dispatchEvent(new Event("refresh"));
  });
}
