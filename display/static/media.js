// Pictures and videos while nobody is called. A call covers them at once, for as long as its number is news; a video that
// sounds goes down to 15 % while it is spoken. What cannot be shown is passed over, and tried again later.
//
// Whoever speaks says so on the page: document.dispatchEvent(new CustomEvent("speaking", { detail: true | false })).

const DUCKED = 0.15;
const RAMP = 200;
const STEP = 20;
const BAD_FOR = 600_000;

export class Media {
  #items = [];
  #sound = false;
  #now = null;
  #until = 0;
  #bad = new Map();
  #speaking = false;
  #ramp = null;
  /** How often the whole list has been shown. */
  rounds = 0;

  constructor(element) {
    this.element = element;
    this.picture = element.querySelector("img");
    this.video = element.querySelector("video");
    this.video.addEventListener("ended", () => this.#next());
    for (const shown of [this.picture, this.video]) shown.addEventListener("error", () => this.#fail(shown));
    document.addEventListener("speaking", (event) => this.#hear(event.detail));
  }

  /** Take the board's list; `heard`: the browser lets sound out. */
  take({ sound = false, items = [] }, heard) {
    if (JSON.stringify(items) !== JSON.stringify(this.#items)) this.#take(items);
    this.#sound = sound && heard;
    this.video.muted = !this.#sound;
  }

  /** Whether there is something that can be shown. */
  ready(now = performance.now()) {
    return this.#good(now).length > 0;
  }

  /** Show the list where it `may` be seen; `turn`: it is its own, under a call too. True: something is shown. */
  draw(turn, may, now = performance.now()) {
    const shown = turn && may && !this.#speaking && this.#good(now).length > 0;
    if (shown && this.element.hidden) this.#until = now + (this.#now?.seconds ?? 0) * 1000; // its whole time again
    this.element.hidden = !shown;
    if (shown && (!this.#now || (this.#now.kind === "picture" && now >= this.#until))) this.#next(now);
    this.#run(shown, turn);
    return shown;
  }

  #take(items) {
    this.#items = items;
    if (this.#now && !items.some((item) => item.url === this.#now.url)) this.#now = null;
  }

  #good(now) {
    return this.#items.filter((item) => !(now - (this.#bad.get(item.url) ?? -Infinity) < BAD_FOR));
  }

  #next(now = performance.now()) {
    const good = this.#good(now);
    if (!good.length) return;
    const at = good.findIndex((item) => item.url === this.#now?.url);
    const item = good[(at + 1) % good.length];
    const again = item.url === this.#now?.url;
    if (this.#now && item === good[0]) this.rounds += 1;
    this.#now = item;
    this.#until = now + item.seconds * 1000;
    this.element.dataset.kind = item.kind;
    if (item.kind === "picture") this.#picture(item);
    else if (again) this.video.currentTime = 0;
    else this.video.src = item.url;
  }

  #picture(item) {
    this.video.removeAttribute("src");
    this.video.load();
    this.picture.src = item.url;
  }

  /** A silent video that is covered rests; one that sounds goes on under a call. */
  #run(shown, turn) {
    if (this.#now?.kind !== "video" || !this.video.src) return;
    const wanted = shown || (turn && this.#sound);
    if (wanted && this.video.paused) this.video.play().catch((error) => this.#quiet(error));
    else if (!wanted && !this.video.paused) this.video.pause();
  }

  /** The browser lets no sound out yet: the pictures go on without. */
  #quiet(error) {
    if (error.name === "NotAllowedError") this.video.muted = true;
    else if (error.name !== "AbortError") console.warn("video belum berjalan", error);
  }

  #fail(shown) {
    if (!this.#now || !shown.getAttribute("src")) return;
    console.warn("tidak dapat ditampilkan", this.#now.url);
    this.#bad.set(this.#now.url, performance.now());
    this.#now = null;
  }

  #hear(speaking) {
    if (speaking === this.#speaking) return;
    this.#speaking = speaking;
    clearInterval(this.#ramp);
    const [from, to, begun] = [this.video.volume, speaking ? DUCKED : 1, performance.now()];
    this.#ramp = setInterval(() => {
      const part = Math.min(1, (performance.now() - begun) / RAMP);
      this.video.volume = from + (to - from) * part;
      if (part === 1) clearInterval(this.#ramp);
    }, STEP);
  }
}
