/**
 * Makes minus and plus of each list of points, by #stepper. The list stays, unseen,
 * and is what is sent. A plus that cannot be says why.
 */
import { bar, pools } from "../lib/left.js";

export default function points(form) {
  const template = document.getElementById("stepper");
  const all = pools(form);
  const listsOf = (pool) => [...pool.element.querySelectorAll("select")];
  const leftOf = (pool) => listsOf(pool).reduce((left, list) => left - Number(list.value), pool.most);

  const show = (list, left) => {
    const row = list.parentElement;
    const value = Number(list.value);
    const most = list.options.length - 1;
    const [less, more] = row.querySelectorAll("button");
    const number = row.querySelector("output");
    row.querySelector(".points__dots").textContent = "●".repeat(value) + "○".repeat(most - value);
    if (number.textContent !== list.value) number.textContent = list.value;
    less.setAttribute("aria-disabled", String(value === 0));
    more.setAttribute("aria-disabled", String(value === most || left <= 0));
  };

  const count = () => all.forEach((pool) => {
    const left = leftOf(pool);
    listsOf(pool).forEach((list) => show(list, left));
    pool.say(left);
  });

  const step = (pool, list, by) => {
    const value = Number(list.value) + by;
    if (value < 0) return;
    if (value >= list.options.length) {
      if (bar()) bar().textContent = template.dataset.full;
    } else if (by < 0 || leftOf(pool) > 0) {
      list.value = String(value);
      list.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  all.forEach((pool) => listsOf(pool).forEach((list) => {
    const row = list.parentElement;
    [...row.children].forEach((part) => { part.hidden = true; });
    row.append(template.content.cloneNode(true));
    row.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) step(pool, list, Number(button.value));
    });
  }));
  form.addEventListener("input", count);
  addEventListener("pageshow", count); // a browser may bring points back by itself
  count();
}
