// The kiosk's own keys write into the field that is in use; a real keyboard works as well.
const fields = [...document.querySelectorAll("[data-typed]")];
let current = fields[0];

export function startKeypad(changed) {
  for (const field of fields) {
    field.addEventListener("focus", () => { current = field; });
    field.addEventListener("input", () => put(field, field.value, changed));
  }
  document.querySelector(".keypad").addEventListener("click", (event) => {
    const key = event.target.closest(".key");
    if (!key) return;
    if (key.dataset.letter) put(current, current.value + key.dataset.letter, changed);
    else put(current, key.dataset.erase === "all" ? "" : current.value.replace(/-?.$/, ""), changed);
    current.focus();
  });
  current.focus();
}

// Capitals; a code is shown in groups ("B4T9-XMKP"), as it stands on the paper.
function put(field, raw, changed) {
  const group = Number(field.dataset.group);
  let text = raw.toUpperCase();
  if (group) text = text.replace(/[^A-Z0-9]/g, "").slice(0, group * 2).replace(new RegExp(`^(.{${group}})(?=.)`), "$1-");
  else text = text.replace(/[^A-Z0-9/.-]/g, "").slice(0, field.maxLength);
  if (field.value !== text) field.value = text;
  changed(field);
}

export function full(field) {
  const group = Number(field.dataset.group);
  return group ? field.value.length === group * 2 + 1 : field.value.length > 2;
}

export { fields };
