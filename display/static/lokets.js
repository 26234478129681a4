// One panel per loket: who is there now, who comes next, how many wait. It changes at once; only the big field
// waits for its turn to speak.

import { WORDS } from "./words.js";

const NEXT_SHOWN = 3;
const ROWS = 6;
const UPRIGHT = window.matchMedia("(max-aspect-ratio: 1/1)");
/** Characters of a number that still fits at its full size: A-007. */
export const LONG_NUMBER = 5;
const PAGE = 8_000;
const HAS_NUMBER = new Set(["calling", "serving"]);

/** The mark of loket `n`, drawn by the server's shared macro and copied from the page's templates. */
export function loketMark(n) {
  const template = document.getElementById(`mark-${n}`) ?? document.getElementById("mark-other");
  const mark = template.content.firstElementChild.cloneNode(true);
  mark.querySelector("text").textContent = n;
  return mark;
}

export class Lokets {
  #panels = new Map();

  constructor(element) {
    this.element = element;
  }

  /** Draw `board`; `called` is the call in the bright field or null; `stale` asks people to ask the officer. */
  draw(board, called, stale) {
    const rows = pageOf(board.lokets);
    const numbers = rows.map((row) => row.loket);
    if (numbers.join() !== [...this.#panels.keys()].join()) this.#build(numbers);
    this.element.dataset.layout = layout(numbers.length);
    for (const row of rows) this.#fill(this.#panels.get(row.loket), row, board, called, stale);
  }

  #build(numbers) {
    const template = document.getElementById("loket-panel");
    this.#panels = new Map(numbers.map((n) => [n, template.content.firstElementChild.cloneNode(true)]));
    for (const [n, panel] of this.#panels) {
      panel.dataset.loket = n;
      panel.querySelector(".panel-name").prepend(loketMark(n));
      panel.querySelector(".panel-word").textContent = WORDS.loket(n);
    }
    this.element.dataset.count = numbers.length;
    this.element.replaceChildren(...this.#panels.values());
  }

  #fill(panel, row, board, called, stale) {
    const shown = HAS_NUMBER.has(row.state) && row.number;
    const inField = called?.loket === row.loket && called.number === row.number;
    const calling = !stale && shown && (row.state === "calling" || inField);
    panel.classList.toggle("panel--calling", Boolean(calling));
    panel.querySelector(".mark").classList.toggle("mark--inverse", !stale);
    const number = panel.querySelector(".panel-number");
    number.textContent = shown || (WORDS.states[row.state] ?? WORDS.states.idle);
    number.classList.toggle("panel-number--word", !shown);
    number.classList.toggle("panel-number--long", Boolean(shown) && shown.length > LONG_NUMBER);
    panel.classList.toggle("panel--closed", row.state === "closed");
    this.#fillQueue(panel, row.loket, board);
    panel.querySelector(".panel-ask").textContent = WORDS.ask(row.loket);
  }

  #fillQueue(panel, loket, board) {
    const next = board.next.filter((ticket) => ticket.loket === loket).slice(0, NEXT_SHOWN);
    const waiting = board.waiting[loket] ?? 0;
    panel.classList.toggle("panel--empty", !next.length);
    panel.querySelector(".panel-waiting-count").textContent = waiting;
    panel.querySelector(".panel-next").replaceChildren(...next.map(({ number }) => numberItem(number)));
  }
}

/** whole: one for all the room · pair: three lines each · lines: two lines each · table: one line each. */
function layout(count) {
  if (count > (UPRIGHT.matches ? 3 : 4)) return "table";
  return ["whole", "pair"][count - 1] ?? "lines";
}

/** More than six lokets take turns, eight seconds each; the last page is filled up so that the layout stays. */
function pageOf(rows, now = performance.now()) {
  if (rows.length <= ROWS) return rows;
  const page = Math.floor(now / PAGE) % Math.ceil(rows.length / ROWS);
  const start = Math.min(page * ROWS, rows.length - ROWS);
  return rows.slice(start, start + ROWS);
}

function numberItem(number) {
  const item = document.createElement("li");
  item.className = "number";
  item.textContent = number;
  return item;
}
