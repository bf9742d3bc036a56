/**
 * Shows one child at a time of several: each for some seconds, or turned by the
 * "turn" event (detail 1 or -1), which it prevents when it did turn. Where the
 * reader stands outlives a swap of the same data-slides.
 */
const EACH = 12_000; // milliseconds

const places = new Map();

export default function slides(element) {
  const name = element.dataset.slides;
  const all = [...element.children];
  let ticking = 0;

  const show = (wanted) => {
    const place = ((wanted % all.length) + all.length) % all.length;
    places.set(name, { place, since: Date.now() });
    all.forEach((slide, index) => { slide.hidden = index !== place; });
  };

  const turn = (by) => show(places.get(name).place + by);

  const wait = () => {
    clearTimeout(ticking);
    const left = EACH - (Date.now() - places.get(name).since);
    ticking = setTimeout(() => {
      if (!element.isConnected) return;
      turn(1);
      wait();
    }, Math.max(left, 500));
  };

  const onTurn = (event) => {
    if (!element.isConnected) return document.removeEventListener("turn", onTurn);
    const target = places.get(name).place + event.detail;
    if (event.defaultPrevented || all.length < 2) return;
    if (event.detail < 0 && target < 0) return; // nothing before: a step back
    event.preventDefault();
    show(target);
    wait();
  };

  if (!all.length) return;
  const before = places.get(name);
  show(before ? Math.min(before.place, all.length - 1) : 0);
  if (before) places.get(name).since = before.since; // a swap does not start it anew
  if (all.length < 2) return;
  document.addEventListener("turn", onTurn);
  wait();
}
