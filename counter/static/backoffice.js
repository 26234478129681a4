// The back office from the keyboard, a letter to be looked at closely, a form that is sent once.

const byKey = { F8: "[data-key='F8']" };

document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    const search = document.querySelector("[data-search]");
    if (search) { event.preventDefault(); search.focus(); }
    return;
  }
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
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

// What was refused is read first.
document.querySelector("[data-refused]")?.scrollIntoView({ block: "center" });
