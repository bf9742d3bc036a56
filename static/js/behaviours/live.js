/**
 * Keeps an element fresh: when the stream at data-live-url says that one of
 * data-live-topics changed, fetches this page again, for this element only, and
 * swaps its content. Everybody so keeps their own language and rights.
 *
 * data-live-spread: milliseconds over which the phones of a large room spread.
 * data-live-state tells "live" or "lost"; #connection-lost is shown when lost.
 * Never put a form that people type into inside: its content is replaced.
 */
import { released } from "../lib/pressed.js";
import { listen } from "../lib/stream.js";
import { swap } from "../lib/swap.js";

const PAUSE = 1_000; // milliseconds between two fetches of one element

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The content of the part, also out of a whole page. */
const partOf = (html, id) => {
  if (!/^\s*<!doctype/i.test(html)) return html;
  const part = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  return part ? part.innerHTML : "";
};

export default function live(element) {
  const { liveUrl, liveTopics, liveSpread } = element.dataset;
  const spread = Number(liveSpread || 0);
  let etag = "";
  let isBusy = false;
  let isStale = false;

  const fetchPart = async () => {
    const headers = { Accept: "text/html", "X-Part": element.id };
    if (etag) headers["If-None-Match"] = etag;
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (answer.redirected) location.assign(answer.url); // no longer one's own page
    if (!answer.ok || answer.redirected) return;
    const html = partOf(await answer.text(), element.id);
    await released(element);
    etag = answer.headers.get("ETag") || "";
    swap(element, html);
  };

  const refresh = async (announced) => {
    isStale = true;
    if (isBusy) return;
    isBusy = true;
    if (announced) await wait(Math.random() * spread);
    while (isStale && element.isConnected) {
      isStale = false;
      await fetchPart().catch(() => {}); // out of reach: the stream will tell again
      await wait(PAUSE);
    }
    isBusy = false;
  };

  const mark = (state) => {
    if (!element.isConnected) return stop();
    element.dataset.liveState = state;
    const lost = document.getElementById("connection-lost");
    if (lost) lost.hidden = state === "live";
  };

  const stop = listen(liveUrl, liveTopics.split(" "), refresh, mark);
}
