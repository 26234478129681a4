// Nine questions, one at a time: a tap selects, "Lanjut" confirms. Then the profile, which may stay empty.
import { goHome, goTo } from "./nav.js";
import { during } from "./press.js";
import { send } from "./send.js";

const THANKS_SECONDS = 8;
const form = document.getElementById("survey");
const steps = [...form.querySelectorAll(".question")];
const next = document.getElementById("next");
const back = document.getElementById("back");
let at = 0;

const chosen = () => steps[at].querySelector(`input[name="${steps[at].dataset.question}"]:checked`);
const isProfile = () => "profile" in steps[at].dataset;

function draw() {
  steps.forEach((step, n) => { step.hidden = n !== at; });
  back.disabled = at === 0;
  next.setAttribute("aria-disabled", String(!isProfile() && !chosen()));
  next.firstElementChild.textContent = isProfile() ? form.dataset.send : form.dataset.next;
  const begun = at > 0 || Boolean(chosen());
  // large text draws the page again, so it is offered only while nothing would be lost
  for (const link of document.querySelectorAll("[data-before-start]")) link.classList.toggle("is-off", begun);
  window.scrollTo(0, 0);
}

form.addEventListener("change", draw);
form.addEventListener("submit", (event) => event.preventDefault());
back.addEventListener("click", () => {
  at = Math.max(at - 1, 0);
  draw();
});
next.addEventListener("click", () => {
  if (isProfile()) during(finish);
  else if (chosen()) {
    at += 1;
    draw();
  }
});
document.querySelector("[data-stop]")?.addEventListener("click", thank);

function filled() {
  const data = new FormData(form);
  const answers = {};
  const profile = {};
  for (const [name, value] of data) {
    if (name.startsWith("profile-")) profile[name.slice(8)] = value;
    else if (name !== "comment") answers[name] = Number(value);
  }
  return { token: form.dataset.token, answers, profile, comment: data.get("comment") || null };
}

async function finish() {
  await send(form.action, filled(), form.dataset.key);
  thank();
}

function thank() {
  form.remove();
  document.getElementById("survey-acts").hidden = true;
  const thanks = document.getElementById("thanks");
  thanks.hidden = false;
  thanks.focus();
  const back = thanks.querySelector("[data-back]");
  if (back) setTimeout(() => goTo(back.href), THANKS_SECONDS * 1000);
  else if (document.documentElement.dataset.watch !== "no") setTimeout(goHome, THANKS_SECONDS * 1000);
}

draw();
