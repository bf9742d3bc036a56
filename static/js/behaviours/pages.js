/**
 * Shows one child at a time of several: each for some seconds, or turned by the
 * "turn" event (detail 1 or -1), which it prevents when it did turn. Where the
 * reader stands outlives a swap of the same data-pages.
 */
const EACH = 12_000; // milliseconds

const places = new Map();

export default function pages(element) {
  const name = element.dataset.pages;
  const slides = [...element.children];
  let ticking = 0;

  const show = (wanted) => {
    const place = ((wanted % slides.length) + slides.length) % slides.length;
    places.set(name, { place, since: Date.now() });
    slides.forEach((slide, index) => { slide.hidden = index !== place; });
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
    if (event.defaultPrevented || slides.length < 2) return;
    if (event.detail < 0 && target < 0) return; // nothing before: a step back
    event.preventDefault();
    show(target);
    wait();
  };

  if (!slides.length) return;
  const before = places.get(name);
  show(before ? Math.min(before.place, slides.length - 1) : 0);
  if (before) places.get(name).since = before.since; // a swap does not start it anew
  if (slides.length < 2) return;
  document.addEventListener("turn", onTurn);
  wait();
}
