/**
 * Shows a list of the projector in pages, as many items at once as fit whole: the
 * screen never scrolls and no text is made smaller or cut. The page and their
 * number stand in data-page. Turns by the arrow keys, or by itself until then. A list
 * with an id keeps its page when new content takes its place.
 */
const SHOWN_FOR = 12_000; // milliseconds

const places = new Map(); // by the list's id

const placeOf = (list) => {
  if (!places.has(list.id)) places.set(list.id, { page: 0, since: Date.now(), turns: true });
  return places.get(list.id);
};

const fits = (list) => list.scrollHeight <= list.clientHeight;

/** Return the first item of every page. */
const cut = (list, items) => {
  const starts = [0];
  items.forEach((item) => { item.hidden = true; });
  items.forEach((item, index) => {
    item.hidden = false;
    if (fits(list) || index === starts.at(-1)) return;
    items.slice(starts.at(-1), index).forEach((earlier) => { earlier.hidden = true; });
    starts.push(index);
  });
  return starts;
};

export default function pages(list) {
  const items = [...list.children];
  const place = list.id ? placeOf(list) : { page: 0, since: Date.now(), turns: true };
  let starts = [0];

  const show = () => {
    const { page } = place;
    const until = starts[page + 1] ?? items.length;
    items.forEach((item, index) => { item.hidden = index < starts[page] || index >= until; });
    if (starts.length > 1) list.dataset.page = `${page + 1} / ${starts.length}`;
  };
  const turn = (by) => {
    place.page = (place.page + by + starts.length) % starts.length;
    place.since = Date.now();
    show();
  };
  const measure = () => {
    delete list.dataset.page;
    starts = cut(list, items);
    if (starts.length > 1) {
      list.dataset.page = "1 / 1"; // takes its line before the items are measured
      starts = cut(list, items);
    }
    place.page = Math.min(place.page, starts.length - 1);
    show();
  };
  const obey = ({ code }) => {
    if (code !== "ArrowDown" && code !== "ArrowUp") return;
    place.turns = false;
    turn(code === "ArrowDown" ? 1 : -1);
  };
  const tick = () => {
    if (!list.isConnected) stop();
    else if (place.turns && Date.now() - place.since >= SHOWN_FOR) turn(1);
  };
  const stop = () => {
    clearInterval(ticking);
    removeEventListener("keydown", obey);
    removeEventListener("resize", measure);
  };

  const ticking = setInterval(tick, 500);
  addEventListener("keydown", obey);
  addEventListener("resize", measure);
  document.fonts.ready.then(measure);
}
