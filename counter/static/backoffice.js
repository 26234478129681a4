// The back office from the keyboard, a letter to be looked at closely, a form that is sent once.

const byKey = { F8: "[data-key='F8']" };

document.addEventListener("keydown", (event) => {
  if (event.repeat) return; // a key that is held presses once
  const wanted = byKey[event.key] && document.querySelector(byKey[event.key]);
  if (wanted) { event.preventDefault(); wanted.click(); }
});

// How closely a letter is looked at stays as it was from letter to letter.
const zoom = document.querySelector("[data-zoom]");
function show(zoomed) {
  document.getElementById("viewer").classList.toggle("is-zoomed", zoomed);
  zoom.setAttribute("aria-pressed", String(zoomed));
  zoom.querySelector("span").textContent = zoomed ? "Perkecil" : "Perbesar";
  sessionStorage.setItem("zoomed", zoomed ? "yes" : "");
}
if (zoom) {
  show(sessionStorage.getItem("zoomed") === "yes");
  zoom.addEventListener("click", () => show(zoom.getAttribute("aria-pressed") !== "true"));
}

// A form is sent once; the server would answer the same again, but the officer should see that it is under way.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.submitter?.matches("[data-opens]")) return void setTimeout(() => htmx.trigger("#printing", "again"), 1_000);
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// One row more, like the last one, empty.
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-add-row]");
  if (!more) return;
  const name = more.dataset.addRow;
  const rows = more.closest("form").querySelectorAll(`[data-row="${name}"]`);
  const [last, n] = [rows[rows.length - 1], rows.length];
  const row = last.cloneNode(true);
  row.querySelector("legend span").textContent = n + 1;
  for (const problem of row.querySelectorAll(".field-problem")) problem.remove();
  for (const one of row.querySelectorAll("input, label")) {
    for (const mark of ["name", "id", "for"]) {
      const value = one.getAttribute(mark);
      if (value) one.setAttribute(mark, value.replace(/([.-])\d+([.-])/, `$1${n}$2`));
    }
    for (const mark of ["value", "aria-invalid", "aria-describedby"]) one.removeAttribute(mark);
    if (one.tagName === "INPUT") one.value = "";
  }
  last.after(row);
  if (event.isTrusted) row.querySelector("input").focus();
});

// What was refused is read first.
document.querySelector("[data-refused]")?.scrollIntoView({ block: "center" });
