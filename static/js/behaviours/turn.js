// Turns the pages of the picture by data-turn; what its press does besides happens
// only when there is none to turn.
export default function turn(button) {
  button.addEventListener("click", (event) => {
    const asked = new CustomEvent("turn", { detail: Number(button.dataset.turn), cancelable: true });
    if (!document.dispatchEvent(asked)) event.preventDefault();
  });
}
