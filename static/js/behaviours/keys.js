/**
 * Presses a button from the keyboard or a clicker: data-keys="Space PageDown"
 * names keys by their place (event.code), so AZERTY, QWERTY and Arabic layouts
 * are alike. Never while somebody writes, never with Ctrl, Alt or Meta, and not
 * at all under <html data-keys="off">.
 */
const WRITES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const SPACE_IS_THEIRS = "button, summary, a, input, [role=button]";

let byPointer = false;
document.addEventListener("pointerdown", () => { byPointer = true; }, true);
document.addEventListener("keydown", (event) => {
  if (event.code === "Tab") byPointer = false;
}, true);

const belongsElsewhere = (event) => {
  const { target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey) return true;
  if (target.closest?.(WRITES) || document.querySelector("dialog[open]")) return true;
  // Space presses what Tab has reached; after a click it is the page's own key.
  return event.code === "Space" && !byPointer && Boolean(target.closest?.(SPACE_IS_THEIRS));
};

export default function keys(button) {
  const mine = button.dataset.keys.split(" ");

  const press = (event) => {
    if (!button.isConnected) return document.removeEventListener("keydown", press);
    if (event.repeat || event.defaultPrevented || !mine.includes(event.code)) return;
    if (document.documentElement.dataset.keys === "off" || belongsElsewhere(event)) return;
    event.preventDefault();
    if (event.code === "Space") document.activeElement?.blur(); // else it clicks on release
    button.click();
  };

  document.addEventListener("keydown", press);
}
