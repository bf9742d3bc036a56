// Shows or hides #<data-toggle>, and says which with aria-pressed.
export default function toggle(button) {
  const shown = document.getElementById(button.dataset.toggle);
  const say = () => button.setAttribute("aria-pressed", String(!shown.hidden));

  button.addEventListener("click", () => {
    shown.hidden = !shown.hidden;
    say();
  });
  say();
}
