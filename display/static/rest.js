// Whose turn it is in the field while no number is news: the office's pictures and videos, the last call, the sheets. A
// call interrupts at once; afterwards the last call stands again first, then what comes after what was interrupted.

export class Rest {
  #turn = null;
  #since = 0;
  #rounds = 0;
  #after = null;
  #interrupted = false;

  /** `media` and `sheets` say what they have; `media.rounds` counts how often the whole list was shown. */
  constructor({ media, sheets }) {
    Object.assign(this, { media, sheets });
  }

  /** Whose turn it is, seen or not: "media", "last", a sheet's kind; null before the first. */
  get turn() {
    return this.#turn;
  }

  /** Show the turn where it `may` be seen; `list`: the board's [{kind, seconds}]. `now` runs in ms. */
  draw(list, may, now = performance.now()) {
    const there = list.filter(({ kind }) => this.#has(kind, now));
    if (may) this.#move(there, now);
    this.#interrupted = !may;
    const seconds = there.find(({ kind }) => kind === this.#turn)?.seconds ?? 1;
    this.sheets.show(may ? this.#turn : null, (now - this.#since) / (seconds * 1000));
  }

  #has(kind, now) {
    if (kind === "media") return this.media.ready(now);
    return kind === "last" || this.sheets.has(kind);
  }

  #move(there, now) {
    const held = there.find(({ kind }) => kind === this.#turn);
    if (!held) this.#take(there[0]?.kind ?? "last", there, now);
    else if (this.#interrupted) this.#begin(there, now);
    else if (this.#over(held, now)) this.#take(this.#after ?? following(there, this.#turn), there, now);
  }

  /** After a call. Pictures go on: they leave the last call in sight. */
  #begin(there, now) {
    if (this.#turn === "media") return;
    const after = (this.#turn === "last" && this.#after) || following(there, this.#turn);
    if (!there.some(({ kind }) => kind === "last")) return this.#take(after, there, now);
    this.#take("last", there, now);
    this.#after = after;
  }

  #take(kind, there, now) {
    [this.#turn, this.#since, this.#rounds, this.#after] = [kind, now, this.media.rounds, null];
    if (kind === there[0]?.kind) this.sheets.renew();
  }

  #over({ kind, seconds }, now) {
    return kind === "media" ? this.media.rounds !== this.#rounds : now - this.#since >= seconds * 1000;
  }
}

/** What comes after `kind` in the list. */
function following(there, kind) {
  return there[(there.findIndex((one) => one.kind === kind) + 1) % there.length].kind;
}
