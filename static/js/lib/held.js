/**
 * What a page could not save before it was left, by the name of a form: held on this
 * device until the page is opened again. Each field is put back only where it still
 * says what it said before, so that nothing is put over what others wrote since.
 * Secrets are not held: only that there were some.
 */
import { fill, isSame, typedIn } from "./fields.js";
import { drop, keep, kept } from "./store.js";

/** A form's name on this device. */
export const nameOf = (form) => `held:${new URL(form.action).pathname}`;

/** What people fill in; tokens are the page's. */
export const written = (form) => typedIn(form).filter(([name]) => !name.endsWith("csrf_token"));

/**
 * Hold what a form says. `over`: what the server may have; first what it had for certain.
 * `hadSecrets`: whether it may lack some that were typed.
 */
export const hold = (form, over, hadSecrets) => keep(nameOf(form), { entries: written(form), over, hadSecrets });

export const letGo = (form) => drop(nameOf(form));

/** Put back into a form that was just opened what is held of it; whether it had secrets. */
export const putBack = (form) => {
  const before = kept(nameOf(form));
  if (!before) return false;
  letGo(form);
  const { entries, over, hadSecrets = false } = before;
  const shown = written(form);
  const only = (list, field) => list.filter(([name]) => name === field);
  const agree = (field, some, others) => isSame(only(some, field), only(others, field));
  const isLost = (field) =>
    !agree(field, entries, over[0]) && !agree(field, entries, shown) && over.some((one) => agree(field, one, shown));
  const lost = new Set([...entries, ...over[0]].map(([name]) => name).filter(isLost));
  if (lost.size) {
    fill(form, [...shown.filter(([name]) => !lost.has(name)), ...entries.filter(([name]) => lost.has(name))]);
  }
  return hadSecrets;
};
