/**
 * Leaves for data-idle-to after data-idle seconds without a touch or a key; shows
 * itself `WARNING` seconds before. A page that the browser brings back is loaded anew.
 */
const WARNING = 15; // seconds

export default function idle(notice) {
  const seconds = Number(notice.dataset.idle);
  let touched = Date.now();

  const touch = () => {
    touched = Date.now();
    notice.hidden = true;
  };

  const look = () => {
    if (!notice.isConnected) return clearInterval(clock);
    const left = seconds - (Date.now() - touched) / 1_000;
    notice.hidden = left > WARNING;
    if (left <= 0) location.replace(notice.dataset.idleTo);
  };

  const clock = setInterval(look, 1_000);
  ["pointerdown", "keydown", "input", "scroll"].forEach((name) =>
    addEventListener(name, touch, { capture: true, passive: true }));
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
