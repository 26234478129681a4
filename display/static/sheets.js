// The sheets that the server draws: the service pledge, the ring of the SOP, the satisfaction index. Fetched when the
// screen begins, in every round, and when what they are made of has changed. A sheet may have pages, which share its time.

import { paginate } from "./ticker.js";

const TIMEOUT = 5_000;
const AGAIN = 10_000;

export class Sheets {
  #sheets = new Map();
  #text = "";
  #known = null;
  #fetchAt = -Infinity;

  constructor(element, url) {
    Object.assign(this, { element, url });
  }

  has(kind) {
    return this.#sheets.has(kind);
  }

  /** Ask again before long: a new round begins. */
  renew() {
    this.#fetchAt = Math.min(this.#fetchAt, performance.now());
  }

  /** Fetch when it is time; `known` is what the board says of the things that the sheets are made of. */
  refresh(known, now = performance.now()) {
    if (known !== this.#known) [this.#known, this.#fetchAt] = [known, now];
    if (now < this.#fetchAt) return;
    this.#fetchAt = Infinity;
    this.#fetch().catch((error) => {
      console.warn("lembar tidak terambil", error);
      this.#fetchAt = performance.now() + AGAIN;
    });
  }

  /** Show the sheet `kind` (null: none) as it stands at this `part` (0..1) of its turn. */
  show(kind, part) {
    const shown = this.#sheets.get(kind);
    this.element.hidden = !shown;
    for (const sheet of this.#sheets.values()) sheet.hidden = sheet !== shown;
    if (shown) turnPage(shown, Math.min(part, 0.999));
  }

  async #fetch() {
    const answer = await fetch(this.url, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const text = await answer.text();
    if (text === this.#text) return;
    this.#text = text;
    const drawn = new DOMParser().parseFromString(text, "text/html");
    const sheets = [...drawn.querySelectorAll(".sheet")].map((sheet) => document.importNode(sheet, true));
    this.element.replaceChildren(...sheets);
    this.#sheets = new Map(sheets.map((sheet) => [sheet.dataset.kind, sheet]));
  }
}

/** The page that belongs to this part of the sheet's time: what is on it, and how far its marks are. */
function turnPage(sheet, part) {
  for (const text of sheet.querySelectorAll("[data-split]")) split(text, sheet);
  const pages = [...sheet.querySelectorAll("[data-page]")];
  const count = Math.max(1, ...pages.map((one) => Number(one.dataset.page)));
  const page = 1 + Math.floor(part * count);
  if (sheet.dataset.shown === String(page)) return;
  sheet.dataset.shown = page;
  for (const one of pages) one.hidden = Number(one.dataset.page) !== page;
  for (const one of sheet.querySelectorAll("[data-mark]")) {
    const far = Number(one.dataset.mark) - page;
    one.dataset.state = far < 0 ? "done" : far === 0 ? "here" : "ahead";
  }
}

/** A text that is higher than its room becomes pages of like length. */
function split(text, sheet) {
  delete text.dataset.split;
  const pages = paginate(text.textContent, (part) => {
    text.textContent = part;
    return sheet.scrollHeight <= sheet.clientHeight;
  });
  text.replaceWith(...pages.map((part, n) => {
    const page = text.cloneNode();
    page.textContent = part;
    page.dataset.page = n + 1;
    return page;
  }));
}
