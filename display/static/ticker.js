// The line at the bottom, in steps: a page stands still for nine seconds, because moving text cannot be read by
// everybody. A text that does not fit is cut between words into as many pages as it needs.

const PAGE = 9_000;

/** Pages filled one after the other with `parts`; a part that is too long for a page stays whole. */
function pack(parts, fits) {
  const pages = [];
  let page = "";
  for (const part of parts) {
    const longer = page ? `${page} ${part}` : part;
    if (page && !fits(longer)) pages.push(page);
    page = page && !fits(longer) ? part : longer;
  }
  return page ? [...pages, page] : pages;
}

/** As few pages as `pack`, but of like length: never one word alone at the end. */
function even(sentence, fits) {
  const words = sentence.split(/\s+/);
  const pages = pack(words, fits);
  for (let limit = Math.ceil(sentence.length / pages.length); limit < sentence.length; limit += 1) {
    const evener = pack(words, (text) => text.length <= limit && fits(text));
    if (evener.length <= pages.length) return evener;
  }
  return pages;
}

/** Pages of `text` that satisfy `fits`: whole sentences together where they fit, a long one cut between words. */
export function paginate(text, fits) {
  const sentences = text.trim().split(/(?<=[.!?])\s+/).filter(Boolean);
  return pack(sentences, fits).flatMap((page) => (fits(page) ? [page] : even(page, fits)));
}

export class Ticker {
  #texts = [];
  #text = -1;
  #pages = [];
  #turned = -Infinity;

  constructor(element) {
    this.element = element;
  }

  /** The office's texts; the page on the screen is kept while its text is still among them. */
  set(texts) {
    if (texts.join("\n") === this.#texts.join("\n")) return;
    const held = this.#texts[this.#text];
    this.#texts = texts;
    this.#text = texts.indexOf(held);
    if (this.#text < 0) this.#reset();
  }

  #reset() {
    this.#pages = [];
    this.#turned = -Infinity;
  }

  /** Turn the page when its time is over. */
  tick(now = performance.now()) {
    if (now - this.#turned < PAGE) return;
    if (!this.#pages.length) this.#next();
    const page = this.#pages.shift() ?? "";
    if (page !== this.element.textContent) this.element.textContent = page;
    this.#turned = now;
  }

  #next() {
    if (!this.#texts.length) return;
    this.#text = (this.#text + 1) % this.#texts.length;
    this.#pages = paginate(this.#texts[this.#text], (text) => this.#fits(text));
  }

  #fits(text) {
    this.element.textContent = text;
    return this.element.scrollWidth <= this.element.clientWidth;
  }
}
