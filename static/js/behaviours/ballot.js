/** When the vote closes while its ballot is open, loads the page, which says so. */
export default function ballot() {
  const state = () => document.querySelector("[data-vote-state]").dataset.voteState;
  const before = state();
  document.addEventListener("swapped", () => {
    if (state() !== before) location.reload();
  });
}
