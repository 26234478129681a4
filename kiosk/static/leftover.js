// The code of a "dahulukan besok" slip becomes a number. A slip past its day is told so first, then shows its number.
import { goTo } from "./nav.js";
import { Refused, send } from "./send.js";
import { form, onCode, refuse } from "./typed_code.js";

onCode(async (code) => {
  try {
    const answer = await (await send(form.action, { code }, form.dataset.key)).json();
    if (!answer.said) return goTo(answer.go);
    late(answer);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refuse(error.problem.detail);
  }
});

function late(answer) {
  const notice = document.getElementById("late");
  document.getElementById("late-text").textContent = answer.said;
  document.getElementById("late-go").addEventListener("click", () => goTo(answer.go));
  form.hidden = true;
  notice.hidden = false;
  notice.focus();
}
