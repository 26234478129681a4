// A form as boxes: {name, label, values, words}; what stands in its fields, and putting it back.

const NEVER = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
const CHOICES = new Set(["checkbox", "radio"]);

/** Name -> the fields of that name that somebody can fill in. */
export function controlsOf(form) {
  const found = new Map();
  for (const control of form.elements) {
    if (!control.name || control.disabled || NEVER.has(control.type) || control.tagName === "FIELDSET") continue;
    found.set(control.name, [...(found.get(control.name) ?? []), control]);
  }
  return found;
}

/** What differs from the form as it was drawn, and whatever else is in `names`. */
export function boxesOf(form, names) {
  const changed = [...controlsOf(form)].filter(([name, controls]) => names.has(name) || !untouched(controls));
  return changed.map(([name, controls]) => boxOf(name, controls));
}

/** Whether these fields stand as they were drawn. */
export function untouched(controls) {
  return controls.every((control) => {
    if (CHOICES.has(control.type)) return control.checked === control.defaultChecked;
    if (control.tagName !== "SELECT") return control.value === control.defaultValue;
    const drawn = [...control.options].findIndex((option) => option.defaultSelected);
    return control.selectedIndex === Math.max(drawn, 0);
  });
}

/** Put a box back, as if it were typed; false when something else was typed there meanwhile. */
export function fill(controls, box) {
  if (!untouched(controls)) return false;
  controls.forEach((control, i) => {
    if (CHOICES.has(control.type)) control.checked = box.values.includes(control.value);
    else if (control.tagName === "SELECT") for (const option of control.options) option.selected = box.values.includes(option.value);
    else control.value = box.values[i] ?? "";
  });
  if (!untouched(controls)) unfold(controls[0]);
  for (const kind of ["input", "change"]) controls[0].dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

/** Open whatever the node is folded away in. */
export function unfold(node) {
  for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function boxOf(name, controls) {
  const [first] = controls;
  if (CHOICES.has(first.type)) {
    const on = controls.filter((control) => control.checked);
    return { name, label: titleOf(first), values: on.map((control) => control.value), words: on.map(labelOf).join(", ").slice(0, 1_000) };
  }
  if (first.tagName !== "SELECT") return { name, label: labelOf(first), values: controls.map((control) => control.value), words: "" };
  const on = [...first.selectedOptions];
  return { name, label: labelOf(first), values: on.map((option) => option.value), words: on.map((option) => option.text).join(", ") };
}

function labelOf(control) {
  const label = control.labels?.[0];
  return (label ? own(label.querySelector("span, strong") ?? label) : "").slice(0, 300);
}

/** A group is called by its legend; a tick that stands alone, by its own words. */
function titleOf(control) {
  const legend = control.closest("fieldset")?.querySelector("legend");
  return (legend ? own(legend) : labelOf(control)).slice(0, 300);
}

/** The node's own words, without those of what lies in it. */
function own(node) {
  const words = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE).map((child) => child.data).join(" ");
  return (words.trim() || node.textContent.trim()).replace(/\s+/g, " ");
}
