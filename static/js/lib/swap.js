/** Puts new content in the place of old, and leaves alone what the reader holds. */

/** The content as the server wrote it: without what scripts and taps changed since. */
const plain = (content) => {
  const box = document.createElement("div");
  box.append(content);
  box.querySelectorAll("[name=csrf_token]").forEach((input) => input.removeAttribute("value"));
  box.querySelectorAll("details").forEach((fold) => fold.removeAttribute("open"));
  box.querySelectorAll("[data-behaviour~=live]").forEach((part) => {
    ["arrived", "liveState"].forEach((name) => delete part.dataset[name]);
  });
  box.querySelectorAll("[data-behaviour~=timer]").forEach((timer) => {
    timer.textContent = "";
    if (timer.dataset.ends) delete timer.dataset.left; // one that stands still says all in it
    ["now", "state"].forEach((name) => delete timer.dataset[name]);
  });
  box.querySelectorAll("[data-behaviour~=pages]").forEach((list) => {
    delete list.dataset.page;
    [...list.children].forEach((item) => item.removeAttribute("hidden"));
  });
  return box.innerHTML.trim();
};

const contentOf = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.cloneContents();
};

/** A selector that finds the same thing among new content, or null. */
const nameOf = (thing) => {
  if (thing.id) return `#${CSS.escape(thing.id)}`;
  if (thing.localName === "summary") return `${nameOf(thing.parentElement)} > summary`;
  const href = thing.getAttribute("href");
  if (href) return `a[href="${CSS.escape(href)}"]`;
  const action = thing.form && thing.form.getAttribute("action");
  return action ? `form[action="${CSS.escape(action)}"] ${thing.localName}` : null;
};

const holds = (element, thing) => thing && thing !== element && element.contains(thing);

/** Replace what is in `element` by `html`; returns whether anything was different. */
export const swap = (element, html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  if (plain(template.content.cloneNode(true)) === plain(contentOf(element))) return false;

  const focused = document.activeElement;
  const name = holds(element, focused) ? nameOf(focused) : null;
  const unfolded = [...element.querySelectorAll("details[id][open]")].map(nameOf);
  const { scrollX, scrollY } = window;

  element.textContent = "";
  element.append(template.content);
  unfolded.forEach((fold) => element.querySelector(fold)?.setAttribute("open", ""));
  if (name) element.querySelector(name)?.focus({ preventScroll: true });
  scrollTo(scrollX, scrollY);
  element.dispatchEvent(new CustomEvent("swapped", { bubbles: true }));
  return true;
};
