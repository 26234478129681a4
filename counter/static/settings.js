// A table of a settings form grows by a row like its last one, empty.
document.addEventListener("click", (event) => {
  const more = event.target.closest("[data-add-row]");
  if (!more) return;
  const rows = more.closest("form").querySelectorAll(`[data-row="${more.dataset.addRow}"]`);
  const row = rows[rows.length - 1].cloneNode(true);
  const n = rows.length;
  for (const problem of row.querySelectorAll(".field-problem")) problem.remove();
  for (const box of row.querySelectorAll("input, select")) {
    for (const mark of ["name", "id"]) {
      const value = box.getAttribute(mark);
      if (value) box.setAttribute(mark, value.replace(/([.-])\d+([.-])/, `$1${n}$2`));
    }
    box.setAttribute("aria-label", (box.getAttribute("aria-label") ?? "").replace(/\d+$/, n + 1));
    for (const mark of ["aria-invalid", "aria-describedby", "checked"]) box.removeAttribute(mark);
    if (box.type === "checkbox") box.checked = false;
    else if (box.tagName === "SELECT") box.selectedIndex = 0;
    else box.value = "";
  }
  rows[rows.length - 1].after(row);
  if (event.isTrusted) row.querySelector("input:not([type=hidden])").focus();
});

// What was refused is read first.
document.querySelector("[data-refused]")?.scrollIntoView({ block: "center" });
