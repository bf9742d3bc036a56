/**
 * One EventSource for each address, shared by all elements of the page that
 * listen to it. The stream says which topic changed, never what it is now.
 *
 * EventSource alone is not enough: it gives up for good after a 502, does not
 * notice a dead Wi-Fi, and costs battery behind a dark screen. So it is watched,
 * opened again, closed while the page is hidden, and replaced by slow polling
 * while it cannot be had.
 */
const SILENCE = 45_000; // milliseconds; the server sends a ping every 15 seconds
const POLL = 20_000; // between two looks while there is no stream
const LOOK = 2_500;
const PATIENCE = 5_000; // without a stream before the page says so
const SOON = 4_000; // the longest wait between two tries, at first
const LATER = 20_000; // and after a minute of them
const MANY = 15; // tries

const streams = new Map();

/** Wait longer after each failure, each phone a little differently. */
const pauseAfter = (failures) => {
  const longest = failures < MANY ? SOON : LATER;
  return Math.min(500 * 2 ** failures, longest) * (0.5 + Math.random() / 2);
};

const open = (url) => {
  const readers = new Set();
  const topics = new Set();
  let source = null;
  let retry = 0;
  let failures = 0;
  let heardAt = Date.now(); // the last sign of the server
  let lookedAt = Date.now();
  let toldAt = Date.now();

  const isOpen = () => source !== null && source.readyState === EventSource.OPEN;

  const tell = (topic) => {
    toldAt = Date.now();
    readers.forEach((reader) => {
      if (!topic || reader.topics.includes(topic)) reader.refresh(Boolean(topic));
    });
  };

  const hear = () => {
    heardAt = Date.now();
    failures = 0;
    readers.forEach((reader) => reader.mark("live"));
  };

  const close = () => {
    clearTimeout(retry);
    if (source) source.close();
    source = null;
  };

  const listenTo = (topic) =>
    source.addEventListener(topic, () => {
      hear();
      tell(topic);
    });

  const connect = () => {
    close();
    if (document.hidden || !readers.size) return;
    source = new EventSource(url);
    source.addEventListener("ping", hear);
    source.onopen = () => {
      hear();
      tell(); // what changed while nobody listened
    };
    source.onerror = () => {
      if (source && source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(connect, pauseAfter(failures++));
    };
    topics.forEach(listenTo);
  };

  const resume = () => {
    connect();
    tell();
  };

  const look = () => {
    const now = Date.now();
    const slept = now - lookedAt > 4 * LOOK; // the phone was frozen
    lookedAt = now;
    if (document.hidden) return;
    if (slept || (isOpen() && now - heardAt > SILENCE)) resume();
    if (isOpen()) return;
    if (now - heardAt > PATIENCE) readers.forEach((reader) => reader.mark("lost"));
    if (now - toldAt > POLL) tell();
  };

  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : resume()));
  document.addEventListener("refresh", () => tell());
  addEventListener("pagehide", close);
  addEventListener("pageshow", ({ persisted }) => persisted && resume());
  addEventListener("online", resume);

  return {
    add(reader) {
      readers.add(reader);
      const unheard = reader.topics.filter((topic) => !topics.has(topic));
      unheard.forEach((topic) => topics.add(topic));
      if (source) unheard.forEach(listenTo);
      else connect();
      return () => {
        readers.delete(reader);
        if (!readers.size) close();
      };
    },
  };
};

/**
 * Call `refresh(announced)` when one of `topics` changes, and whenever something
 * may have been missed; `mark(state)` with "live" or "lost". Returns how to stop.
 */
export const listen = (url, topics, refresh, mark) => {
  if (!streams.has(url)) streams.set(url, open(url));
  return streams.get(url).add({ topics, refresh, mark });
};
