/**
 * Shows only the lines that are filled and one empty one; the button
 * [data-one-more] shows the next. Without a script all lines are there.
 */
export default function oneMore(group) {
  const lines = [...group.querySelectorAll(".field")];
  const button = group.querySelector("[data-one-more]");
  const isFilled = (line) => line.querySelector("textarea, input").value.trim() !== "";
  const lastFilled = () => lines.reduce((last, line, place) => (isFilled(line) ? place : last), -1);
  let shown = 0;

  const show = (count) => {
    shown = Math.min(Math.max(shown, count, 1), lines.length);
    lines.forEach((line, place) => {
      line.hidden = place >= shown;
    });
    button.hidden = shown === lines.length;
  };

  button.addEventListener("click", () => {
    show(shown + 1);
    lines[shown - 1].querySelector("textarea, input").focus();
  });
  group.addEventListener("input", () => show(lastFilled() + 1));
  show(lastFilled() + 1);
}
