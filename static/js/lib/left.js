/** Says how much of a ballot is left to give, in a line with data-some and data-none. */
export const tell = (line, left, most) => {
  if (!line) return;
  const sentence = left > 0 ? line.dataset.some : line.dataset.none;
  const words = sentence.replace("{left}", left).replace("{most}", most);
  if (line.textContent !== words) line.textContent = words;
};

/** The line under the thumb. */
export const bar = () => document.getElementById("ballot-left");

/**
 * The parts of a form that share data-most: the whole of it, or each axis. An axis
 * says in a line of its own what is left, and under the thumb when it changes.
 */
export const pools = (form) =>
  [...form.querySelectorAll("[data-most]")].map((element) => ({
    element,
    most: Number(element.dataset.most),
    own: element.querySelector("[data-left]"),
    said: null,
    say(left) {
      tell(this.own || bar(), left, this.most);
      if (this.own && this.said !== null && this.said !== left && bar()) bar().textContent = this.own.textContent;
      this.said = left;
    },
  }));
