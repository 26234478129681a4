// A time for a field visit, chosen from the section's calendar.

const timeField = () => document.getElementById("visit_at");

function mark() {
  for (const slot of document.querySelectorAll("[data-visit-slot]")) {
    slot.setAttribute("aria-pressed", String(slot.dataset.visitSlot === timeField()?.value));
  }
}

document.addEventListener("click", (event) => {
  const slot = event.target.closest("[data-visit-slot]");
  if (!slot) return;
  timeField().value = slot.dataset.visitSlot;
  for (const name of ["input", "change"]) timeField().dispatchEvent(new Event(name, { bubbles: true }));
});
document.addEventListener("input", (event) => event.target === timeField() && mark());
document.addEventListener("htmx:after:swap", mark);
mark();
