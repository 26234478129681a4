// The queue's manners: lists keep their place when drawn anew, the time of who was set aside runs, and nobody signs out
// with a number still at hand.

const byId = (id) => document.getElementById(id);
const LISTS = ["queue-scroll", "queue-aside"];

/* Drawn anew, a list stands where it stood, and a class that was opened is open. */
const places = {};
const opened = new Set();
document.addEventListener("toggle", ({ target }) => (target.open ? opened.add(target.id) : opened.delete(target.id)), true);
function remember(event) {
  if (LISTS.includes(event.target.id)) places[event.target.id] = event.target.scrollTop;
}
byId("queue").addEventListener("scroll", remember, { capture: true, passive: true });
function restore() {
  for (const id of opened) if (byId(id)) byId(id).open = true;
  for (const id of LISTS) if (byId(id)) byId(id).scrollTop = places[id] ?? 0;
}

/* The header's menu closes when something else is done. What is pressed is noted at once: `toggle` may come after a drawing. */
document.addEventListener("click", (event) => {
  const menu = byId("more-tools");
  if (!event.target.closest("#more-tools > summary")) menu.removeAttribute("open");
  else if (menu.open) opened.delete(menu.id);
  else opened.add(menu.id);
});
document.addEventListener("keydown", (event) => event.key === "Escape" && byId("more-tools").removeAttribute("open"));
new MutationObserver(() => opened.has("more-tools") && byId("more-tools").setAttribute("open", "")).observe(byId("tools"), { childList: true });

/* The time of who was set aside: counted from the drawing; over, the row turns amber and is said once. */
let drawnAt = performance.now();
const told = new Set();
function count() {
  const since = (performance.now() - drawnAt) / 1000;
  for (const row of document.querySelectorAll("[data-held]")) {
    const left = Number(row.dataset.held) - since;
    row.classList.toggle("row--over", left <= 0);
    row.querySelector(".held-left").textContent = left > 0 ? `${Math.ceil(left / 60)} mnt lagi` : "waktunya habis";
    if (left <= 0) tell(row.querySelector(".row-number").textContent);
  }
}
function tell(number) {
  if (told.has(number)) return;
  told.add(number);
  byId("queue-told").textContent = `${number} ditunda, waktunya habis. Panggil kembali atau kembalikan ke antrean.`;
}
setInterval(count, 1000);
new MutationObserver(() => {
  drawnAt = performance.now();
  const held = [...document.querySelectorAll("[data-held] .row-number")].map((number) => number.textContent);
  for (const number of told) if (!held.includes(number)) told.delete(number);
  restore();
  count();
}).observe(byId("queue"), { childList: true });

/* Signing out with a number at hand: what becomes of it is asked first. */
const way = document.querySelector(".top-out");
let leaving = false;
const atHand = () => Boolean(document.querySelector(".now")?.dataset.ticket);
way.addEventListener("submit", (event) => {
  if (!atHand()) return;
  event.preventDefault();
  htmx.ajax("GET", byId("queue").dataset.signOut, { target: "#sheet-body" });
});
document.addEventListener("submit", (event) => (leaving = Boolean(event.target.querySelector("[data-then-sign-out]"))));
document.addEventListener("click", (event) => event.target.closest("[data-close-sheet]") && (leaving = false));
byId("sheet").addEventListener("cancel", () => (leaving = false));
// a drawing that was under way when the answer was given still has the number: the next one has not
function leave() {
  if (!leaving || atHand()) return;
  leaving = false;
  way.submit();
}
new MutationObserver(leave).observe(byId("current"), { childList: true });
