// "Sudah lengkap?": what somebody has is ticked off on the screen alone; nothing of it is sent or kept. The ticks stand
// behind the "#" of the address, which no server sees, so that larger letters do not lose them; going home does.
import { press } from "./press.js";

const list = document.getElementById("needs");
const boxes = [...list.querySelectorAll("input")];
const count = document.getElementById("count");
const take = document.querySelector(".needs-acts .direct");
const dialog = document.getElementById("missing");
const below = document.getElementById("below");

// A paper that is only sometimes needed counts once it is there.
const counted = () => boxes.filter((box) => box.required || box.checked);
const missing = () => counted().filter((box) => !box.checked);
const begun = () => boxes.some((box) => box.checked);

function draw() {
  const [total, lacking] = [counted().length, missing().length];
  const whole = begun() && !lacking;
  const { none, some, all } = count.dataset;
  const said = whole ? all : begun() ? some : none;
  count.lastElementChild.textContent = said.replace("{n}", total - lacking).replace("{total}", total);
  count.classList.toggle("is-all", whole);
  take?.classList.toggle("is-complete", whole);
  const ticks = boxes.flatMap((box, n) => (box.checked ? [n] : [])).join(".");
  for (const link of document.querySelectorAll(".tools a")) link.hash = ticks;
}

function ask(event) {
  if (!begun() || !missing().length) return;
  event.stopPropagation();
  document.getElementById("missing-list").replaceChildren(...missing().map((box) => {
    const line = document.getElementById("missing-line").content.cloneNode(true);
    line.querySelector("span").textContent = box.dataset.brief;
    return line;
  }));
  dialog.showModal();
}

function look() {
  below.hidden = list.scrollTop + list.clientHeight > list.scrollHeight - 12;
}

for (const n of window.location.hash.slice(1).split(".").filter(Boolean)) if (boxes[n]) boxes[n].checked = true;
list.addEventListener("change", draw);
list.addEventListener("scroll", look, { passive: true });
below.firstElementChild.addEventListener("click", () => list.scrollBy({ top: list.clientHeight * 0.7, behavior: "smooth" }));
take?.addEventListener("click", ask);
document.getElementById("anyway").addEventListener("click", () => {
  dialog.close();
  press(take);
});
new ResizeObserver(look).observe(list);
draw();
