// The code on the handover slip opens the survey.
import { fields, full, startKeypad } from "./keypad.js";
import { goTo } from "./nav.js";
import { during } from "./press.js";
import { send } from "./send.js";

const form = document.getElementById("typing");
const look = document.getElementById("look");
const trouble = document.getElementById("trouble");

startKeypad(() => {
  trouble.hidden = true;
  look.disabled = !full(fields[0]);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!look.disabled) during(check);
});

async function check() {
  const answer = await (await send(form.action, { code: fields[0].value })).json();
  if (answer.right === "open") return goTo(answer.go);
  trouble.lastElementChild.textContent = trouble.dataset[answer.right];
  trouble.hidden = false;
}
