/**
 * What this phone keeps. A full or forbidden localStorage never throws: then it is
 * kept as long as the page is.
 */
const memory = new Map();

export const kept = (name) => {
  try {
    const text = localStorage.getItem(name);
    if (text) return JSON.parse(text);
  } catch {
    // private mode, or not written by us
  }
  return memory.get(name) || null;
};

export const keep = (name, value) => {
  memory.set(name, value);
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // in memory then
  }
};

export const drop = (name) => {
  memory.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // nothing was there
  }
};

export const namesOf = (prefix) => {
  const names = new Set(memory.keys());
  try {
    Object.keys(localStorage).forEach((name) => names.add(name));
  } catch {
    // in memory then
  }
  return [...names].filter((name) => name.startsWith(prefix));
};
