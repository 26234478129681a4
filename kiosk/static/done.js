// After a number: wait for the paper, then eight seconds, then home. No paper: the screen that stays.
import { goHome } from "./nav.js";

const SECONDS = 8;
const ASK_EVERY = 700;
const PATIENCE = 20000;
const box = document.getElementById("paper");
const words = document.getElementById("countdown");

if (box) follow();

async function follow() {
  const until = performance.now() + PATIENCE;
  words.hidden = box.dataset.paper !== "out";
  while (box.dataset.paper === "coming") {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    await ask();
    if (box.dataset.paper === "coming" && performance.now() > until) break;
  }
  if (box.dataset.paper === "not_out") window.location.reload();
  else if (box.dataset.paper === "out") countDown();
  else words.hidden = true;
}

async function ask() {
  try {
    const answer = await fetch(box.dataset.url, { signal: AbortSignal.timeout(3000) });
    if (answer.ok) box.dataset.paper = (await answer.json()).paper;
  } catch {
    // asked again in a moment; the number on the screen is valid either way
  }
}

function countDown() {
  let left = SECONDS;
  words.hidden = false;
  document.addEventListener("pointerdown", (event) => event.target.closest("a, button") || goHome());
  const timer = setInterval(() => {
    left -= 1;
    words.textContent = words.dataset.text.replace("{n}", left);
    if (left <= 0) {
      clearInterval(timer);
      goHome();
    }
  }, 1000);
}
