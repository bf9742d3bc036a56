/**
 * Says how many choices are left, and lets nobody choose more than data-most:
 * with none left the other boxes rest until one is unticked. When the vote
 * closes meanwhile, the page is loaded again and says so.
 */
export default function ballot(form) {
  const most = Number(form.dataset.most);
  const boxes = [...form.querySelectorAll('input[name="marks"]')];
  const left = document.getElementById("ballot-left");
  let said = "";

  const count = () => {
    const free = most - boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = free <= 0 && !box.checked;
    const sentence = free > 0 ? left.dataset.some : left.dataset.none;
    const words = sentence.replace("{left}", free).replace("{most}", most);
    if (words !== said) left.textContent = words;
    said = words;
  };

  form.addEventListener("change", count);
  addEventListener("pageshow", count); // a browser may bring ticks back by itself
  const state = () => document.querySelector("[data-vote-state]").dataset.voteState;
  const before = state();
  document.addEventListener("swapped", () => {
    if (state() !== before) location.reload();
  });
  count();
}
