// The office's time. A TV box with an empty CMOS battery does not know the hour, so the clock runs on the server's
// `now` and on the monotonic counter of the browser, never on the device's own date.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/** Minutes east of UTC in an ISO 8601 time: "+07:00" is 420, "Z" or nothing is 0. */
function offsetOf(iso) {
  const found = /([+-])(\d\d):?(\d\d)$/.exec(iso);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === "-" ? -minutes : minutes;
}

export class OfficeClock {
  #base = null;
  #seen = 0;
  #offset = 0;

  /** Take the server's time; `iso` carries the office's offset. */
  set(iso) {
    const base = Date.parse(iso);
    if (Number.isNaN(base)) return;
    this.#base = base;
    this.#seen = performance.now();
    this.#offset = offsetOf(iso);
  }

  get known() {
    return this.#base !== null;
  }

  /** Milliseconds since the epoch as the server counts them; null before the first board. */
  now() {
    return this.known ? this.#base + performance.now() - this.#seen : null;
  }

  #wall(ms) {
    return new Date(ms + this.#offset * 60_000);
  }

  /** "09.41" in the office's zone. */
  hour(ms = this.now()) {
    const wall = this.#wall(ms);
    return [wall.getUTCHours(), wall.getUTCMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
  }

  /** "23 Nov" in the office's zone. */
  day(ms = this.now()) {
    const wall = this.#wall(ms);
    return `${wall.getUTCDate()} ${MONTHS[wall.getUTCMonth()]}`;
  }
}
