// Gives a password a button that shows it: data-show and data-hide are its words.
export default function reveal(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet";
  button.setAttribute("aria-controls", input.id);

  const put = (type) => {
    input.type = type;
    button.textContent = type === "text" ? input.dataset.hide : input.dataset.show;
  };
  button.addEventListener("click", () => {
    put(input.type === "text" ? "password" : "text");
  });
  input.form.addEventListener("submit", () => put("password")); // so that browsers offer to keep it
  put("password");

  const row = document.createElement("div");
  row.className = "buttons";
  row.append(button);
  input.after(row);
}
