/** Counts down, then leaves for data-closing-to; its button gives as long again. */
export default function closing(line) {
  const seconds = Number(line.dataset.closing);
  const words = line.firstElementChild;
  const more = line.querySelector("button");
  let end = Date.now() + seconds * 1_000;

  const look = () => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
    const sentence = line.dataset.closingSays.replace("{n}", left);
    if (words.textContent !== sentence) words.textContent = sentence;
    if (!left) location.replace(line.dataset.closingTo);
  };

  more.hidden = false;
  more.addEventListener("click", () => {
    end = Date.now() + seconds * 1_000;
    look();
  });
  setInterval(look, 250);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
