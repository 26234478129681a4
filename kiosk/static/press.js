// A button that does something: locked while the answer is on its way.
import { goHome, goTo, showGone } from "./nav.js";
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

// What may be pressed again in a moment leaves the visitor where he is; after any other "no" the first screen says what
// is still possible. A kiosk that is no longer let in goes there at once: the server shows where it belongs.
const LATER = ["too_many", "busy", "invalid"];
const STRANGER = ["not_signed_in", "not_your_desk", "csrf"];

const onPhone = document.documentElement.dataset.watch === "no";

function refuse({ code, heading, detail, again }) {
  if (STRANGER.includes(code)) return goHome();
  const dialog = document.getElementById("refused");
  document.getElementById("refused-title").textContent = heading || dialog.dataset.title;
  document.getElementById("refused-text").textContent = detail || dialog.dataset.text;
  document.getElementById("refused-again").textContent = again ?? "";
  document.getElementById("refused-again").parentElement.hidden = !again;
  dialog.onclose = () => LATER.includes(code) || onPhone || goHome();
  dialog.showModal();
}
