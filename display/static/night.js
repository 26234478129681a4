// Outside the office's hours the screen is dark, by the server's clock. It wakes for a call and for anybody who waits; a
// server that is gone does not wake it. A faint hour may wander over it, a step a minute.

const PLACES = 9;
const STEP = 4; // places passed over, so that neighbours in time are not neighbours on the glass
const MINUTE = 60_000;

const within = ({ from, until }, now) => Date.parse(from) <= now && now < Date.parse(until);

export class Night {
  constructor() {
    this.element = document.getElementById("night");
    this.hour = document.getElementById("night-clock");
  }

  /** Dark or not; `bright`: a number is news. */
  draw({ board, clock, bright }) {
    const asleep = Boolean(board) && !bright && !anybody(board) && spans(board).some((span) => within(span, clock.now()));
    this.element.hidden = !asleep;
    document.documentElement.dataset.night = asleep ? "yes" : "no";
    if (asleep) this.#tick(board.sleep.clock ? clock.hour() : "", Math.floor(clock.now() / MINUTE));
    return asleep;
  }

  #tick(hour, minute) {
    this.hour.textContent = hour;
    this.element.dataset.place = (minute * STEP) % PLACES;
  }
}

function spans(board) {
  return board.sleep?.spans ?? [];
}

function anybody(board) {
  return Object.values(board.waiting).some(Boolean);
}
