// Where is my file: number, code, the ring.
import { fields, full, startKeypad } from "./keypad.js";
import { during } from "./press.js";
import { Refused, send } from "./send.js";

const form = document.getElementById("typing");
const look = document.getElementById("look");
const trouble = document.getElementById("trouble");
const answer = document.getElementById("answer");

startKeypad(() => {
  trouble.hidden = true;
  look.disabled = !fields.every(full);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!look.disabled) during(ask);
});

async function ask() {
  const [number, code] = fields.map((field) => field.value);
  try {
    show(await (await send(form.action, { number, code: code.replace("-", "") })).text(), code);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    trouble.lastElementChild.textContent = error.problem.detail;
    trouble.hidden = false;
  }
}

function show(html, code) {
  const drawn = new DOMParser().parseFromString(html, "text/html");
  answer.replaceChildren(...[...drawn.body.children].map((part) => document.importNode(part, true)));
  document.getElementById("status-line").textContent = answer.querySelector("[data-updated]").dataset.updated;
  document.getElementById("file-code-text").textContent = code;
  document.getElementById("file-code").hidden = !answer.querySelector(".file-card");
  form.hidden = true;
  form.reset();
  answer.hidden = false;
}
