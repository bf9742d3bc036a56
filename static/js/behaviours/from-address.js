/**
 * Takes what stands after the # of the address into the field, and out of the
 * address: a QR brings a personal code there, where no server and no log see it.
 */
export default function fromAddress(input) {
  const brought = decodeURIComponent(location.hash.slice(1));
  if (!brought) return;
  input.value = brought;
  history.replaceState(null, "", location.pathname);
}
