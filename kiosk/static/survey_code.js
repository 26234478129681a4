// The code on the handover slip opens the survey.
import { goTo } from "./nav.js";
import { send } from "./send.js";
import { form, onCode, refuse } from "./typed_code.js";

onCode(async (code) => {
  const answer = await (await send(form.action, { code })).json();
  if (answer.right === "open") return goTo(answer.go);
  refuse("", answer.right);
});
