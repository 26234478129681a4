// What it is about, own words, a name: one question at a time. What was typed leaves with the screen.
import { startKeyboards } from "./keyboard.js";
import { during } from "./press.js";
import { Refused, send } from "./send.js";

const form = document.getElementById("complaint");
const stages = [...form.querySelectorAll(".stage")];
const next = document.getElementById("next");
const back = document.getElementById("back");
const trouble = document.getElementById("trouble");
let at = 0;

const chosen = () => form.querySelector("[name=about]:checked");

function draw() {
  stages.forEach((stage, n) => { stage.hidden = n !== at; });
  back.disabled = at === 0;
  next.setAttribute("aria-disabled", String(!chosen()));
  next.firstElementChild.textContent = at === stages.length - 1 ? form.dataset.send : form.dataset.next;
  trouble.hidden = true;
}

function go(step) {
  at = Math.min(Math.max(at + step, 0), stages.length - 1);
  draw();
  stages[at].querySelector("[data-case]")?.focus();
}

form.addEventListener("change", draw);
form.addEventListener("submit", (event) => event.preventDefault());
back.addEventListener("click", () => go(-1));
next.addEventListener("click", () => {
  if (!chosen()) return;
  if (at < stages.length - 1) go(1);
  else during(tell);
});

async function tell() {
  const data = new FormData(form);
  const words = (name) => (data.get(name).trim().length > 1 ? data.get(name).trim() : null);
  const told = {
    about: data.get("about"), words: data.get("words"), name: words("name"), phone: words("phone"),
    confidential: data.has("confidential"),
  };
  try {
    show(await (await send(form.action, told, form.dataset.key)).text());
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trouble.lastElementChild.textContent = error.problem.detail;
    trouble.hidden = false;
  }
}

function show(html) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  const answer = document.getElementById("answer");
  answer.replaceChildren(...[...drawn.body.children].map((part) => document.importNode(part, true)));
  form.remove();
  document.getElementById("acts").hidden = true;
  answer.hidden = false;
}

startKeyboards(form.querySelectorAll("[data-case]"));
draw();
