/**
 * Shows a list of the projector in pages, as many items at once as fit whole: the
 * screen never scrolls and no text is made smaller or cut. The page and their
 * number stand in data-page. Turns by the arrow keys, or by itself until then.
 */
const SHOWN_FOR = 12_000; // milliseconds

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
  let starts = [0];
  let page = 0;

  const show = (wanted) => {
    page = (wanted + starts.length) % starts.length;
    const until = starts[page + 1] ?? items.length;
    items.forEach((item, index) => { item.hidden = index < starts[page] || index >= until; });
    if (starts.length > 1) list.dataset.page = `${page + 1} / ${starts.length}`;
  };
  const measure = () => {
    delete list.dataset.page;
    starts = cut(list, items);
    if (starts.length > 1) {
      list.dataset.page = "1 / 1"; // takes its line before the items are measured
      starts = cut(list, items);
    }
    show(Math.min(page, starts.length - 1));
  };
  const turning = setInterval(() => (list.isConnected ? show(page + 1) : stop()), SHOWN_FOR);
  const turn = ({ code }) => {
    if (code !== "ArrowDown" && code !== "ArrowUp") return;
    clearInterval(turning);
    show(page + (code === "ArrowDown" ? 1 : -1));
  };
  const stop = () => {
    clearInterval(turning);
    removeEventListener("keydown", turn);
    removeEventListener("resize", measure);
  };

  addEventListener("keydown", turn);
  addEventListener("resize", measure);
  document.fonts.ready.then(measure);
}
