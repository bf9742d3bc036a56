/** Shows the line for a reason with the answers that data-with names. */
export default function reason(form) {
  const line = document.getElementById("ballot-reason");
  const withReason = line.dataset.with.split(" ");

  const show = () => {
    const chosen = form.querySelector('input[name="answer"]:checked');
    line.hidden = !chosen || !withReason.includes(chosen.value);
  };

  form.addEventListener("input", show);
  addEventListener("pageshow", show); // a browser may bring the answer back by itself
  show();
}
