// The code of a "dahulukan besok" slip becomes a number. A slip past its day is told so first, then shows its number.
import { fields, full, startKeypad } from "./keypad.js";
import { goTo } from "./nav.js";
import { during } from "./press.js";
import { Refused, send } from "./send.js";

const form = document.getElementById("typing");
const look = document.getElementById("look");
const trouble = document.getElementById("trouble");

startKeypad(() => {
  trouble.hidden = true;
  look.disabled = !full(fields[0]);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!look.disabled) during(honour);
});

async function honour() {
  try {
    const answer = await (await send(form.action, { code: fields[0].value }, form.dataset.key)).json();
    if (!answer.said) return goTo(answer.go);
    late(answer);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trouble.lastElementChild.textContent = error.problem.detail;
    trouble.hidden = false;
  }
}

function late(answer) {
  const notice = document.getElementById("late");
  document.getElementById("late-text").textContent = answer.said;
  document.getElementById("late-go").addEventListener("click", () => goTo(answer.go));
  form.hidden = true;
  notice.hidden = false;
  notice.focus();
}
