/** Sends a form once: the second tap of a double tap sends nothing. */
export default function once(form) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; }); // come back to by the browser
}
