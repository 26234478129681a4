// A page on which a code is typed on the keypad: the button opens once the code is whole, a wrong one is told below.
import { fields, full, startKeypad } from "./keypad.js";
import { during } from "./press.js";

export const form = document.getElementById("typing");
const look = document.getElementById("look");
const trouble = document.getElementById("trouble");

/** Whenever a whole code is sent, `act(code)` is done, once at a time. */
export function onCode(act) {
  startKeypad(() => {
    trouble.hidden = true;
    look.disabled = !full(fields[0]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!look.disabled) during(() => act(fields[0].value));
  });
}

/** Say why the code was not taken; the page may hold the sentence itself (`data-<reason>`). */
export function refuse(words, reason) {
  trouble.lastElementChild.textContent = words || trouble.dataset[reason];
  trouble.hidden = false;
}
