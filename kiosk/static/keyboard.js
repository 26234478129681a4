// A keyboard for words writes into the field in use, at its caret: capitals where a sentence or a name begins.
let current;

const BEGINS = { sentence: /(^|[.?!]\s+|\n)$/, words: /(^|\s)$/ };

export function startKeyboards(fields) {
  for (const field of fields) field.addEventListener("focus", () => { current = field; });
  for (const keyboard of document.querySelectorAll(".keyboard")) {
    keyboard.addEventListener("click", (event) => {
      const key = event.target.closest(".key");
      if (key && current) press(key);
    });
  }
}

function press({ dataset }) {
  if (dataset.letter) write(dataset.letter);
  else if (dataset.erase === "all") current.value = "";
  else erase();
  current.dispatchEvent(new Event("input", { bubbles: true }));
  current.focus();
}

function write(sign) {
  const { value, selectionStart, selectionEnd, maxLength } = current;
  const kind = current.dataset.case;
  if (kind === "digits" && !/\d/.test(sign)) return;
  if (maxLength > 0 && value.length - (selectionEnd - selectionStart) >= maxLength) return;
  const letter = BEGINS[kind]?.test(value.slice(0, selectionStart)) ? sign : sign.toLowerCase();
  current.setRangeText(letter, selectionStart, selectionEnd, "end");
}

function erase() {
  const { selectionStart, selectionEnd } = current;
  const from = selectionStart === selectionEnd ? Math.max(selectionStart - 1, 0) : selectionStart;
  current.setRangeText("", from, selectionEnd, "end");
}
