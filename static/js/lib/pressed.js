/**
 * Tells when nobody presses what is in an element: a press whose button is replaced
 * before it is released is no click, and the tap is lost.
 */
const CLICK = 60; // milliseconds after a release by which its click has come
const LONGEST = 3_000; // a release that never comes: outside the window, in a dialog

let pressed = null;
let waiting = [];
let timer = 0;

const later = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(release, wait);
};

const release = () => {
  pressed = null;
  const told = waiting;
  waiting = [];
  told.forEach((done) => done());
};

const press = ({ target }) => {
  pressed = target;
  later(LONGEST);
};

const letGo = () => pressed && later(CLICK);

addEventListener("pointerdown", press, true);
addEventListener("pointerup", letGo, true);
addEventListener("pointercancel", letGo, true); // a scroll
addEventListener("keydown", (event) => event.code === "Space" && press(event), true);
addEventListener("keyup", (event) => event.code === "Space" && letGo(), true);

/** Wait until nothing in `element` is pressed any more; at once when nothing is. */
export const released = async (element) => {
  while (pressed && element.contains(pressed)) await new Promise((done) => waiting.push(done));
};
