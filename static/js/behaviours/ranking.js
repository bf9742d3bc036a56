/**
 * Lets people tap options in their order, by #placer: 1, 2, 3…; one more tap takes an
 * option back. Arrows move it; "same" puts it at the place of the one before. The list
 * of places stays, unseen, and is what is sent.
 *
 * The order is a list of places, each a list of the options that share it.
 */
import { bar, tell } from "../lib/left.js";

export default function ranking(form) {
  const template = document.getElementById("placer");
  const { give, has, none } = template.dataset;
  const lists = [...form.querySelectorAll('select[name^="value-"]')];
  const spoken = document.createElement("p");

  const order = () => {
    const places = new Map();
    lists.filter((list) => list.value).forEach((list) => {
      places.set(Number(list.value), [...(places.get(Number(list.value)) || []), list]);
    });
    return [...places.keys()].sort((a, b) => a - b).map((place) => places.get(place));
  };

  const show = () => {
    const now = order();
    lists.forEach((list) => {
      const at = now.findIndex((place) => place.includes(list));
      const row = list.parentElement;
      const [place, up, down, same] = row.querySelectorAll("button");
      const isPlaced = at >= 0;
      const isShared = isPlaced && now[at].length > 1;
      place.textContent = isPlaced ? has.replace("{place}", at + 1) : give.replace("{place}", now.length + 1);
      place.setAttribute("aria-pressed", String(isPlaced));
      same.setAttribute("aria-pressed", String(isShared));
      row.querySelector(".placer__moves").hidden = !isPlaced;
      up.setAttribute("aria-disabled", String(at === 0 && !isShared));
      down.setAttribute("aria-disabled", String(at === now.length - 1 && !isShared));
      same.setAttribute("aria-disabled", String(at === 0 && !isShared));
    });
    tell(bar(), lists.filter((list) => !list.value).length, lists.length);
  };

  /** Write an order into the lists. */
  const write = (now) => {
    lists.forEach((list) => { list.value = ""; });
    now.filter((place) => place.length).forEach((place, at) => {
      place.forEach((list) => { list.value = String(at + 1); });
    });
  };

  const put = (now, at, list) => [...now.slice(0, at), [list], ...now.slice(at)];

  const without = (now, list) => now.map((place) => place.filter((one) => one !== list));

  const ACTS = {
    place: (now, list, at) => (at < 0 ? [...now, [list]] : without(now, list)),
    up: (now, list, at) => {
      const to = now[at].length > 1 ? at : at - 1;
      return to < 0 ? now : put(without(now, list), to, list);
    },
    down: (now, list, at) => {
      const to = now[at].length > 1 ? at + 1 : at + 2;
      return to > now.length ? now : put(without(now, list), to, list);
    },
    same: (now, list, at) => {
      if (now[at].length > 1) return put(without(now, list), at + 1, list);
      return at === 0 ? now : without(now, list).map((place, n) => (n === at - 1 ? [...place, list] : place));
    },
  };

  const act = (list, name) => {
    const now = order();
    write(ACTS[name](now, list, now.findIndex((place) => place.includes(list))));
    list.dispatchEvent(new Event("input", { bubbles: true }));
    const title = list.closest("fieldset").querySelector("legend").textContent.trim();
    spoken.textContent = `${title}: ${list.value ? has.replace("{place}", list.value) : none}`;
  };

  lists.forEach((list) => {
    const row = list.parentElement;
    [...row.children].forEach((part) => { part.hidden = true; });
    row.append(template.content.cloneNode(true));
    row.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) act(list, button.value);
    });
  });
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  form.append(spoken);
  document.getElementById("ballot-hint").hidden = false;
  document.getElementById("ballot-plain").hidden = true;
  form.addEventListener("input", show);
  addEventListener("pageshow", show); // a browser may bring places back by itself
  show();
}
