/** Empties what the browser keeps for this address: nobody's words stay on a tablet. */
export default function forget() {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // forbidden storage holds nothing
  }
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
