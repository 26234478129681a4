// Nobody touched the screen: ask, wait 30 seconds, go home. A screen with nothing chosen has nothing to forget.
// While people are taking numbers, a screen that yields (the survey) asks sooner.
import { say } from "./aloud.js";
import { goHome } from "./nav.js";

const QUESTION_SECONDS = 30;
const YIELD_SECONDS = 20;
const dialog = document.getElementById("idle");
const count = document.getElementById("idle-count");
let asked;
let left;

export function watchIdle(seconds) {
  const atHome = window.location.pathname + window.location.search === document.documentElement.dataset.home;
  if (!seconds || atHome || !dialog) return;
  let patience = seconds;
  let timer = setTimeout(ask, patience * 1000);
  const again = () => {
    clearTimeout(timer);
    if (!dialog.open) timer = setTimeout(ask, patience * 1000);
  };
  if ("yields" in document.documentElement.dataset) {
    document.addEventListener("hall", ({ detail }) => {
      const now = detail.rush ? YIELD_SECONDS : seconds;
      if (now === patience) return;
      patience = now;
      again();
    });
  }
  for (const sign of ["pointerdown", "keydown", "input"]) document.addEventListener(sign, again, { passive: true });
  dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    clearInterval(asked);
    again();
  });
}

function ask() {
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  left = QUESTION_SECONDS;
  count.textContent = left;
  dialog.showModal();
  say(document.documentElement.dataset.aloudIdle);
  asked = setInterval(() => {
    left -= 1;
    count.textContent = left;
    if (left > 0) return;
    clearInterval(asked);
    goHome();
  }, 1000);
}
