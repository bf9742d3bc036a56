/**
 * Counts down the characters of a text area in `#<id>-count`, whose data-left and
 * data-over are sentences with {n}. Nothing is cut off: too long is said, and the
 * server refuses it with the text kept. Counts as the server does: code points,
 * one for a line break.
 */
const NEAR = 20; // characters left when it is said aloud

export default function limit(area) {
  const most = Number(area.dataset.limit);
  const count = document.getElementById(`${area.id}-count`);
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  count.after(spoken);

  const show = () => {
    const left = most - [...area.value].length;
    const sentence = left < 0 ? count.dataset.over : count.dataset.left;
    count.textContent = sentence.replace("{n}", String(Math.abs(left)));
    count.dataset.state = left < 0 ? "over" : left <= NEAR ? "near" : "enough";
    return count.dataset.state;
  };

  let state = show();
  area.addEventListener("input", () => {
    const now = show();
    if (now !== state) spoken.textContent = now === "enough" ? "" : count.textContent;
    state = now;
  });
}
