/*
 * Starts each element's behaviours: <p data-behaviour="live"> runs
 * behaviours/live.js. Whoever puts new elements into the page says so with a
 * bubbling "swapped" event on what holds them.
 */
const started = new WeakSet();

const start = (element) => {
  if (started.has(element)) return;
  started.add(element);
  for (const name of element.dataset.behaviour.split(" ")) {
    import(`./behaviours/${name}.js`).then(({ default: behave }) => behave(element));
  }
};

const startAll = (root) => root.querySelectorAll("[data-behaviour]").forEach(start);

document.addEventListener("swapped", ({ target }) => {
  target.dataset.arrived = Date.now();
  startAll(target);
});
startAll(document);
