// "Setelah padam" by keyboard: Enter saves a line, the caret goes to where the next one begins.

/* A list drawn anew after its own act: the first wrong field, else the line's first field with its text chosen. */
let sent = "";
document.addEventListener("htmx:before:request", (event) => {
  sent = event.target.closest?.("#pad, #late, #letters, #cut")?.id ?? "";
});

function settle(place) {
  if (place.id !== sent) return;
  sent = "";
  const wrong = place.querySelector("[aria-invalid='true']") ?? place.querySelector("[data-refusal]");
  const target = wrong ?? place.querySelector("[data-line] .input, .line-acts button, .line-form .input");
  target?.focus();
  target?.select?.();
}
for (const id of ["cut", "pad", "late", "letters"]) {
  const place = document.getElementById(id);
  if (place) new MutationObserver(() => settle(place)).observe(place, { childList: true });
}

/* All mandatory papers were there: one press. */
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-all]")) return;
  for (const box of document.querySelectorAll("#late-papers [data-must]")) box.checked = true;
});
