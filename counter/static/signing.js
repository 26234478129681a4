// Choosing several rows of a list: what is chosen stays chosen while the list draws itself anew, and the bar at the foot
// says what one press would do to them.

const chosen = new Set();
const boxes = () => [...document.querySelectorAll("input[form='pick'][name='file']")];

function show() {
  const bar = document.getElementById("pick");
  if (!bar) return;
  const picked = boxes().filter((box) => box.checked);
  bar.dataset.picked = String(picked.length);
  bar.querySelector("[data-picked-count]").textContent = picked.length || "Centang";
  bar.querySelector("[data-picked-words]").textContent = picked.length ? "dipilih" : "berkas, lalu pilih tindakannya";
  bar.querySelector("[data-pick-none]").hidden = picked.length === 0;
  for (const button of bar.querySelectorAll("button[name='run']")) {
    const fitting = picked.filter((box) => box.dataset.runs.split(" ").includes(button.value)).length;
    button.hidden = fitting === 0;
    button.textContent = button.dataset.words.replace("{n}", fitting);
  }
  for (const all of document.querySelectorAll("[data-pick-all]")) {
    const own = [...all.closest(".group").querySelectorAll("input[form='pick']")];
    all.checked = own.length > 0 && own.every((box) => box.checked);
  }
}

function keep() {
  for (const box of boxes()) box.checked ? chosen.add(box.value) : chosen.delete(box.value);
  show();
}

function bringBack() {
  const here = new Set(boxes().map((box) => box.value));
  for (const value of chosen) if (!here.has(value)) chosen.delete(value); // gone from this desk
  for (const box of boxes()) box.checked = chosen.has(box.value);
  show();
}

document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-pick-all]");
  if (all) for (const box of all.closest(".group").querySelectorAll("input[form='pick']")) box.checked = all.checked;
  if (all || event.target.matches("input[form='pick']")) keep();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-pick-none]")) {
    for (const box of boxes()) box.checked = false;
    keep();
  }
  if (event.target.closest("[data-all-signed]")) {
    for (const box of document.querySelectorAll("input[type='radio'][value='signed']")) box.click();
  }
});
document.addEventListener("htmx:after:swap", bringBack);
addEventListener("pageshow", keep);
keep();
