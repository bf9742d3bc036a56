/*
 * Starts each element's behaviours: <p data-behaviour="live"> runs
 * behaviours/live.js. Whoever puts new elements into the page says so with a
 * bubbling "swapped" event on what holds them. <html data-started> says that all
 * of the page's behaviours run.
 */
const started = new WeakSet();
const { dataset } = document.documentElement;
let starting = 0; // parts of the page

const start = (element) => {
  if (started.has(element)) return [];
  started.add(element);
  return element.dataset.behaviour.split(" ").map((name) =>
    import(`./behaviours/${name}.js`).then(({ default: behave }) => behave(element)));
};

const startAll = async (root) => {
  starting += 1;
  delete dataset.started;
  await Promise.all([...root.querySelectorAll("[data-behaviour]")].flatMap(start));
  starting -= 1;
  if (!starting) dataset.started = "";
};

document.addEventListener("swapped", ({ target }) => {
  target.dataset.arrived = Date.now();
  startAll(target);
});
startAll(document);
