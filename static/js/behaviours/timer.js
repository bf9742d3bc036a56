/**
 * Counts down to a moment of the server's clock, whatever the clock here says:
 * data-now is the server's time when it wrote the page, data-ends the moment, both
 * in milliseconds; data-left and data-total are seconds. Without data-ends it
 * stands still. Past the end it counts up with a plus sign.
 */
const SOON = 0.2; // share of the planned time
const LAST = 0.05;
const SAID = [300, 60, 0]; // seconds left

const digits = (seconds) => {
  const pair = (number) => String(number).padStart(2, "0");
  const whole = Math.abs(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = pair(Math.floor(whole / 60) % 60);
  const clock = `${minutes}:${pair(whole % 60)}`;
  return (seconds < 0 ? "+" : "") + (hours ? `${hours}:${clock}` : clock);
};

const stateOf = (left, total) => {
  if (left <= 0) return "over";
  if (left <= total * LAST) return "last";
  return left <= total * SOON ? "soon" : "calm";
};

/** When, by the clock here, these words of the server arrived. */
const arrivedAt = (element) => {
  const swap = element.closest("[data-arrived]");
  if (swap) return Number(swap.dataset.arrived);
  const [page] = performance.getEntriesByType("navigation");
  return Date.now() - performance.now() + page.responseStart;
};

export default function timer(element) {
  const { now, ends, left: stopped, total } = element.dataset;
  const [clock, word, say] = ["digits", "word", "say"].map((part) =>
    element.querySelector(`.timer__${part}`));
  const ahead = Number(now) - arrivedAt(element); // server's clock minus ours
  const left = () => ends
    ? Math.ceil((Number(ends) - Date.now() - ahead) / 1000)
    : Number(stopped);
  let before = left();

  const show = () => {
    if (!element.isConnected) return clearInterval(ticking);
    const seconds = left();
    const state = ends ? stateOf(seconds, Number(total)) : "paused";
    clock.textContent = digits(seconds);
    element.dataset.state = state;
    word.textContent = element.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
    const passed = SAID.find((mark) => before > mark && seconds <= mark);
    if (passed !== undefined) say.textContent = element.dataset[`say-${passed}`];
    before = seconds;
  };

  const ticking = setInterval(show, 250);
  show();
}
