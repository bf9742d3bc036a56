/** Says in words how one's own answer stands, in the line that belongs to a form. */

const TONES = { unsent: "unsent", sending: "sending", saved: "saved", draft: "saved", here: "unsent" };

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });

/** The line of a form, null where the page has none. */
export const lineOf = (form) => document.querySelector(`[data-outbox-of="${form.id}"]`);

/** Show the words of `state` in `line`: unsent, sending, saved, draft or here. */
export const say = (line, state) => {
  if (!line) return;
  line.textContent = line.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`].replace("{time}", clock());
  line.className = `answer answer--${TONES[state]}`;
  line.hidden = false;
};

/** Say that this phone holds another text, with a button that puts it back. */
export const offer = (line, putBack) => {
  if (!line) return;
  refuse(line, line.dataset.wordOther);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.textContent = line.dataset.wordBack;
  button.addEventListener("click", () => {
    line.hidden = true;
    putBack();
  });
  line.append(button);
};

/** Show a sentence of the server, and a link to what it is about. */
export const refuse = (line, sentence, address) => {
  if (!line) return;
  line.textContent = `${sentence} `;
  line.className = "answer answer--unsent";
  line.hidden = false;
  if (!address) return;
  const link = document.createElement("a");
  link.href = address;
  link.textContent = line.dataset.wordOpen;
  line.append(link);
};
