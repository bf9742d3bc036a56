/** The fields of a form as a list of [name, value], and back. */

const FORMS_OWN = ["csrf_token", "version", "instead_of"]; // the server's, new on each page

const tidy = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

/** What no device shall keep: it is sent, or forgotten with the page. */
const SECRET = "[type='password'], [autocomplete='one-time-code'], [data-secret]";

export const secretsIn = (form) => [...form.elements].filter((field) => field.matches(SECRET));

/** Everything that would be sent; `button` is the one that was pressed. */
export const entriesOf = (form, button) => {
  const entries = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return button && button.name ? [...entries, [button.name, button.value]] : entries;
};

/** Only what a person fills in, and a device may keep. */
export const typedIn = (form) => {
  const others = [...FORMS_OWN, ...secretsIn(form).map(({ name }) => name)];
  return entriesOf(form).filter(([name]) => !others.includes(name));
};

/** Whether two lists say the same, as the server cleans and stores them. */
export const isSame = (some, others) => {
  const told = (entries) => JSON.stringify(entries
    .filter(([name, value]) => !FORMS_OWN.includes(name) && name !== "language" && tidy(value))
    .map(([name, value]) => [name, tidy(value)]).sort());
  return told(some) === told(others);
};

/** A form as the page brought it, whatever was typed since. */
export const asItCame = (form) => {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
};

/** Whether somebody typed before the scripts ran, and not the browser, which on a reload brings back what was typed. */
export const isTypedEarly = (form) =>
  performance.getEntriesByType("navigation")[0].type === "navigate" && !isSame(typedIn(form), typedIn(asItCame(form)));

/** Put values into the fields of the same names. */
export const fill = (form, entries) => {
  const values = new Map();
  entries.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
  [...form.elements].forEach((field) => {
    if (!field.name || FORMS_OWN.includes(field.name) || field.type === "hidden") return;
    const given = values.get(field.name) || [];
    if (field.type === "radio" || field.type === "checkbox") field.checked = given.includes(field.value);
    else if (given.length) field.value = given.shift();
    if (field.value && field.closest("details")) field.closest("details").open ||= field.localName !== "select";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
};
