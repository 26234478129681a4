// One call after another. Which call comes next is read from the board each time, so a call that was withdrawn or
// expired while it waited is never announced, and a reload starts from the same truth.

const SHOWN_AT_LEAST = 6_000;
const BRIGHT_FOR = 20_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const byId = (a, b) => a.id - b.id;

/** True when `call` may still be announced at `now` (server ms): no clock runs against it, or it has not run out. */
export function alive(call, now) {
  return !call.played && (call.expires === null || Date.parse(call.expires) > now);
}

export class Player {
  #board = null;
  #playing = null;
  #since = new Map();

  /** `memory` knows what was begun, `sound` announces, `mayPlay()` is false while the board cannot be trusted,
   *  `onChange()` redraws, `onEnd()` runs after each call. */
  constructor({ clock, memory, sound, mayPlay, onChange, onEnd }) {
    Object.assign(this, { clock, memory, sound, mayPlay, onChange, onEnd });
  }

  see(board) {
    this.memory.enter(board.boot);
    this.#board = board;
    this.step();
  }

  get playing() {
    return this.#playing?.id ?? null;
  }

  /** Calls that wait for their turn, oldest first. */
  waiting() {
    const now = this.clock.now();
    const calls = this.#board?.calls ?? [];
    return calls.filter((call) => alive(call, now) && !this.memory.has(call.id)).sort(byId);
  }

  /** What the big field shows: the call being announced, else the newest one that no longer waits. Bright for 20 s. */
  field() {
    if (this.#playing) return { call: this.#playing, bright: true };
    const waiting = new Set(this.waiting().map((call) => call.id));
    const call = (this.#board?.calls ?? []).filter((past) => !waiting.has(past.id)).sort(byId).at(-1);
    if (!call) return { call: null, bright: false };
    const since = this.#since.get(call.id) ?? Date.parse(call.at);
    return { call, bright: this.clock.now() - since < BRIGHT_FOR };
  }

  /** Begin the next call unless one is being announced; called after every board and on every tick. */
  async step() {
    if (this.#playing || !this.mayPlay()) return;
    const [call, ...others] = this.waiting();
    if (!call) return;
    this.#begin(call);
    const times = others.length ? 1 : 2; // a hall that waits hears each number once
    const [outcome] = await Promise.all([this.#announce(call, times), pause(SHOWN_AT_LEAST)]);
    this.memory.end(call.id, outcome);
    this.#playing = null;
    this.onEnd();
    this.onChange();
    this.step();
  }

  /** The office has asked for quiet: numbers are shown, nothing sounds. */
  get quiet() {
    const until = this.#board?.quiet_until;
    return Boolean(until) && Date.parse(until) > this.clock.now();
  }

  /** The queue goes on even when the browser's audio breaks under one call. */
  async #announce(call, times) {
    if (this.quiet) return "played";
    try {
      return await this.sound.announce(call, times);
    } catch (error) {
      console.error("panggilan", call.id, "tidak berbunyi", error);
      return call.audio ? "failed" : "played";
    }
  }

  #begin(call) {
    this.memory.begin(call.id);
    this.#playing = call;
    this.#since = new Map([[call.id, this.clock.now()]]);
    this.onChange();
  }
}
