// The loket's own manners: keys, running time, the checklist's lock, finding a service by typing, and never losing a form.

const byId = (id) => document.getElementById(id);
const desk = byId("desk");
const sheet = byId("sheet");

/* Keys: F2 call, F3 find, F4 again, F6 serve, F8 done, F9 no-show; also while typing. A key held down presses once; over a
   question they rest. */
document.addEventListener("keydown", (event) => {
  const target = /^F\d+$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (!target || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (event.repeat || sheet.open) return;
  if (target.matches("input")) target.select();
  else target.click();
});

/* What others did is fetched in a queue with the officer's own acts; one whose button was redrawn meanwhile leaves that
   queue standing (htmx 4.0.1). A change that brought no drawing is asked for again. */
let owed = 0;
document.body.addEventListener("changed-loket", () => (owed = performance.now()));
document.addEventListener("htmx:finally:request", ({ target }) => target.id === "refresh" && (owed = 0));
setInterval(() => {
  if (owed && performance.now() - owed > 1500) document.body.dispatchEvent(new CustomEvent("changed-loket"));
}, 500);

/* Enter held down sends once: what its answer draws is not pressed by the same finger. */
document.addEventListener("keydown", (event) => event.key === "Enter" && event.repeat && event.preventDefault(), true);

/* The time of service runs between two drawings. */
let drawnAt = performance.now();
setInterval(() => {
  const timer = document.querySelector(".now-timer[data-seconds]");
  if (!timer) return;
  const seconds = Number(timer.dataset.seconds) + Math.floor((performance.now() - drawnAt) / 1000);
  const parts = [Math.floor(seconds / 60), seconds % 60];
  timer.textContent = parts.map((part) => String(part).padStart(2, "0")).join(":");
}, 500);

/* What is typed on the desk stays until its own act redraws it. */
let dirty = false;
desk.addEventListener("input", (event) => {
  dirty ||= !event.target.closest("[data-clean], [data-chooser]");
});

/* The number goes to another loket: this form was for it and goes along. */
desk.addEventListener("click", (event) => event.target.closest("[data-leaves]") && (dirty = false));

const fresh = () => htmx.ajax("GET", desk.dataset.fresh, { source: desk, swap: "none" });

/* Another number is at hand: begin its visit, or, over a half-typed form, offer to. */
function followTicket() {
  const now = document.querySelector("[data-ticket].now");
  const panel = desk.querySelector(".desk");
  byId("desk-other")?.remove();
  if (!now || !panel || now.dataset.ticket === panel.dataset.ticket) return;
  if (!dirty) return void fresh();
  const bar = document.createElement("p");
  bar.className = "desk-other";
  bar.id = "desk-other";
  bar.textContent = now.dataset.ticket
    ? `Isian ini belum disimpan. Nomor di loket sekarang ${document.querySelector(".now-ticket").textContent}.`
    : "Isian ini belum disimpan.";
  const begin = document.createElement("button");
  Object.assign(begin, { type: "button", className: "link-button", textContent: "Mulai baru" });
  begin.addEventListener("click", fresh);
  bar.append(begin);
  panel.querySelector(".desk-head").after(bar);
}
new MutationObserver(() => {
  drawnAt = performance.now();
  followTicket();
}).observe(byId("current"), { childList: true });

/* A conditional paper that this case needs is asked for like the others. */
function need(list) {
  for (const box of list.querySelectorAll("[data-needed]")) {
    const row = box.closest(".check");
    row.classList.toggle("check--must", box.checked);
    row.querySelector("[name=documents]").toggleAttribute("data-must", box.checked);
    row.querySelector(".check-chip").dataset.no = box.checked ? "Belum ada" : "Tidak perlu";
  }
}

/* The checklist: what is missing locks "Terima", with its reason; nothing missing rests "Kembalikan". */
function weigh() {
  const list = desk.querySelector("[data-checklist='true']");
  if (!list) return;
  need(list);
  const must = [...list.querySelectorAll("[data-must]")];
  const lacking = must.filter((box) => !box.checked).length;
  const kept = list.querySelectorAll("[data-kept]").length;
  byId("checked-count").textContent = `${must.length - lacking + kept} dari ${must.length + kept} ada`;
  byId("tick-all").hidden = lacking < 2;
  byId("lack").hidden = !lacking;
  byId("lack-words").textContent = `${lacking} syarat wajib belum ada. Nomor pendaftaran nanti tetap sama.`;
  for (const button of list.querySelectorAll("[data-needs-all]")) rest(button, lacking > 0, `${lacking} syarat kurang`);
  for (const button of list.querySelectorAll("[data-needs-lack]")) rest(button, lacking === 0, "semua syarat sudah ada");
  if (byId("return-note")) byId("return-note").hidden = !lacking;
  if (byId("visit")) byId("visit").hidden = lacking > 0;
}

function rest(button, resting, reason) {
  const words = button.querySelector("[data-lock-words]") ?? button.querySelector(".act-words > span");
  words.dataset.open ??= words.textContent;
  words.textContent = resting ? reason : words.dataset.open;
  button.classList.toggle(button.dataset.unlocked, !resting);
  if (resting) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}
desk.addEventListener("change", weigh);
desk.addEventListener("click", (event) => {
  if (!event.target.closest("[data-tick-all]")) return;
  for (const box of desk.querySelectorAll("[data-must]")) box.checked = true;
  dirty = true;
  weigh();
  desk.querySelector("[data-needs-all]")?.focus();
});

/* Letters picked from a list go together to one bearer. */
function count() {
  const button = byId("hand-picked");
  if (!button) return;
  const picked = desk.querySelectorAll("[name=picked]:checked").length;
  rest(button, picked === 0, "Centang surat yang diserahkan");
  if (picked) button.querySelector("[data-lock-words]").textContent = `Serahkan ${picked} surat`;
}
desk.addEventListener("change", count);

/* Drawn anew: nothing typed yet; the eye and the caret go where the next step is. */
function settle() {
  const panel = desk.querySelector(".desk");
  dirty = Boolean(panel?.querySelector("[data-refusal]"));
  weigh();
  count();
  const problem = desk.querySelector("[aria-invalid='true']") ?? desk.querySelector("[data-refusal]");
  const first = { register: "[data-filter], #name, #register-go", found: "[name=picked]:not(:checked), .files-one, #new-file",
    file: "[data-must]:not(:checked), #do-accept, #do-resubmit, .hand input", handing: ".hand input:checked",
    outcome: ".desk-next" }[panel?.dataset.mode]; // prettier-ignore
  const target = problem ?? (first && [...desk.querySelectorAll(first)].find((one) => one.offsetParent));
  if (document.activeElement === document.body || desk.contains(document.activeElement)) target?.focus({ preventScroll: !problem });
}
new MutationObserver(settle).observe(desk, { childList: true });

/* A known NIK fills in what is still empty; what somebody wrote stays. */
function fillKnown() {
  const { name, village, address, phone } = desk.querySelector(".known")?.dataset ?? {};
  for (const [field, value] of Object.entries({ name, village, address, phone })) {
    const box = byId(field);
    if (box && value && !box.value) box.value = value;
  }
}

/* Choosing a service by typing a part of its name; arrows walk, Enter takes the first. */
function filter(chooser) {
  const words = chooser.querySelector("[data-filter]").value.toLowerCase().split(/\s+/);
  const rows = [...chooser.querySelectorAll("[data-name]")];
  for (const row of rows) row.hidden = !words.every((word) => row.dataset.name.includes(word));
  chooser.querySelector(".chooser-none").hidden = rows.some((row) => !row.hidden);
}
desk.addEventListener("input", (event) => event.target.matches("[data-filter]") && filter(event.target.closest("[data-chooser]")));
desk.addEventListener("keydown", (event) => {
  const chooser = event.target.closest("[data-chooser]");
  if (!chooser || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  const buttons = [...chooser.querySelectorAll("li:not([hidden]) button")];
  const at = buttons.indexOf(event.target);
  if (event.key === "Enter") {
    if (at >= 0) return;
    event.preventDefault();
    return void buttons[0]?.click();
  }
  event.preventDefault();
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  (buttons[next] ?? chooser.querySelector("[data-filter]")).focus();
});
new MutationObserver((changes) => {
  for (const { target } of changes) {
    if (target.id === "known") {
      fillKnown();
      target.scrollIntoView({ block: "nearest" });
    }
    const lost = document.activeElement === document.body; // the caret was in what has just been redrawn
    if (target.id === "service" && lost) (target.querySelector("[data-filter]") ?? byId("name"))?.focus();
  }
}).observe(desk, { childList: true, subtree: true });

/* Enter in a file's form does what its main button does. */
desk.addEventListener("submit", (event) => {
  if (event.target.id !== "file-form") return;
  event.preventDefault();
  const buttons = [...event.target.querySelectorAll(".desk-main")];
  buttons.find((button) => button.getAttribute("aria-disabled") !== "true")?.click();
});
desk.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("#file-form input:not([type=checkbox]), #file-form textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

settle();
