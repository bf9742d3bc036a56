/** Says of how many options the answer is missing, or one of its answers. */
import { bar, tell } from "../lib/left.js";

export default function rated(form) {
  const options = [...form.querySelectorAll("[data-rated]")];
  const isOpen = (option) => option.querySelector('input[value=""]:checked');
  const count = () => tell(bar(), options.filter(isOpen).length, options.length);

  form.addEventListener("input", count);
  addEventListener("pageshow", count); // a browser may bring answers back by itself
  count();
}
