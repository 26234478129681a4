// A button that does something: locked while the answer is on its way.
import { goTo, showGone } from "./nav.js";
import { NoAnswer, Refused, send } from "./send.js";

const wait = document.getElementById("wait");
const screen = document.getElementById("screen");
let busy = false;

export const underWay = () => busy;

// A quick answer needs no "please wait"; a slow one gets it.
const WAIT_AFTER = 350;

export async function during(work) {
  if (busy) return;
  busy = true;
  screen.inert = true;
  const shown = setTimeout(() => { wait.hidden = false; }, WAIT_AFTER);
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused) refuse(error.problem);
    else if (error instanceof NoAnswer) showGone();
    else throw error;
  } finally {
    clearTimeout(shown);
    wait.hidden = true;
    screen.inert = false;
    busy = false;
  }
}

export function press(button) {
  return during(async () => {
    const body = JSON.parse(button.dataset.body ?? "{}");
    const answer = await (await send(button.dataset.post, body, button.dataset.key)).json();
    if (answer.key) button.dataset.key = answer.key;
    if (button.dataset.after) document.getElementById(button.dataset.after).showModal();
    if (answer.go) goTo(answer.go);
  });
}

function refuse(problem) {
  const dialog = document.getElementById("refused");
  document.getElementById("refused-text").textContent = problem.detail ?? "";
  dialog.showModal();
}
