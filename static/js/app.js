/*
 * Starts each element's behaviours: <p data-behaviour="live"> runs
 * behaviours/live.js. Whoever puts new elements into the page says so with a
 * bubbling "swapped" event on what holds them. <html data-started> says that all
 * of the page's first behaviours run.
 */
const started = new WeakSet();

const start = (element) => {
  if (started.has(element)) return [];
  started.add(element);
  return element.dataset.behaviour.split(" ").map((name) =>
    import(`./behaviours/${name}.js`).then(({ default: behave }) => behave(element)));
};

const startAll = (root) =>
  Promise.all([...root.querySelectorAll("[data-behaviour]")].flatMap(start));

document.addEventListener("swapped", ({ target }) => {
  target.dataset.arrived = Date.now();
  startAll(target);
});
startAll(document).then(() => { document.documentElement.dataset.started = ""; });
