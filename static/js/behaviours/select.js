// Selects the whole of a text to copy: there is no clipboard on plain http.
export default function select(input) {
  input.addEventListener("focus", () => input.select());
  input.focus();
}
