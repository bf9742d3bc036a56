// Hides #<data-hide>.
export default function hide(button) {
  button.addEventListener("click", () => {
    document.getElementById(button.dataset.hide).hidden = true;
  });
}
