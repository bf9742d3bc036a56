/**
 * Says how many choices are left, and lets nobody choose more than there are: with
 * none left the other boxes rest until one is unticked.
 */
import { pools } from "../lib/left.js";

export default function marks(form) {
  const all = pools(form);

  const count = () => all.forEach((pool) => {
    const boxes = [...pool.element.querySelectorAll('input[name="marks"]')];
    const left = pool.most - boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = left <= 0 && !box.checked;
    pool.say(left);
  });

  form.addEventListener("input", count);
  addEventListener("pageshow", count); // a browser may bring ticks back by itself
  count();
}
