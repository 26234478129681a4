// One call after another. The server gives the turn: the board names one call as `playing`, and the one screen that
// speaks announces it and tells what became of it. A reload starts from the same truth.

const SHOWN_AT_LEAST = 6_000;
const BRIGHT_FOR = 20_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const byId = (a, b) => a.id - b.id;

export class Player {
  #board = null;
  #playing = null;
  #since = new Map();

  /** `memory` knows what was begun, `sound` announces, `mayPlay()` is false while the board cannot be trusted,
   *  `screen` is the name under which this page asks to speak, `onChange()` redraws, `onBegin()` and `onEnd()` run
   *  around each call. */
  constructor({ clock, memory, sound, screen, mayPlay, onChange, onBegin, onEnd }) {
    Object.assign(this, { clock, memory, sound, screen, mayPlay, onChange, onBegin, onEnd });
  }

  see(board) {
    this.memory.enter(board.boot);
    this.#board = board;
    this.sound.setVolume(board.voice?.volume ?? 100);
    const turn = this.#turn();
    if (turn && !this.#since.has(turn.id)) this.#since = new Map([[turn.id, this.clock.now()]]);
    this.step();
  }

  get playing() {
    return this.#playing?.id ?? null;
  }

  /** Whether this screen is the one that speaks. */
  get speaks() {
    return this.#board?.voice?.speaker === this.screen;
  }

  #calls(state) {
    return (this.#board?.calls ?? []).filter((call) => call.state === state);
  }

  /** The call whose turn it is, here or on the screen that speaks. */
  #turn() {
    return this.#calls("playing")[0] ?? this.#test();
  }

  /** The office tries the voice: said in its turn, shown as no call. */
  #test() {
    const test = this.#board?.test;
    return test?.state === "playing" ? test : null;
  }

  /** Whether what is being said calls nobody. */
  get testing() {
    return Boolean((this.#playing ?? this.#turn())?.isTest);
  }

  /** What the big field shows: the call being announced, else the newest one that no longer waits. Bright for 20 s. */
  field() {
    const turn = this.#playing ?? this.#turn();
    if (turn && !turn.isTest) return { call: turn, bright: true };
    const call = (this.#board?.calls ?? []).filter((past) => past.state !== "pending").sort(byId).at(-1);
    if (!call) return { call: null, bright: false };
    const since = this.#since.get(call.id) ?? Date.parse(call.at);
    return { call, bright: this.clock.now() - since < BRIGHT_FOR };
  }

  /** Begin the call whose turn it is; called after every board and on every tick. */
  async step() {
    const call = this.#turn();
    if (this.#playing || !call || !this.speaks || !this.mayPlay() || this.memory.has(call.id)) return;
    this.#begin(call);
    const [outcome] = await Promise.all([this.#announce(call), pause(call.isTest ? 0 : SHOWN_AT_LEAST)]);
    this.memory.end(call.id, outcome);
    this.#playing = null;
    this.onEnd();
    this.onChange();
    this.step();
  }

  /** A hall that waits hears each number once, and a test is no number. */
  #times() {
    return this.#playing?.isTest || this.#calls("pending").length ? 1 : (this.#board.voice?.repeat ?? 2);
  }

  /** The office has asked for quiet: numbers are shown, nothing sounds. */
  get quiet() {
    const until = this.#board?.quiet_until;
    return Boolean(until) && Date.parse(until) > this.clock.now();
  }

  /** The queue goes on even when the browser's audio breaks under one call. */
  async #announce(call) {
    if (this.quiet) return "played";
    try {
      return await this.sound.announce(call, () => this.#times());
    } catch (error) {
      console.error("panggilan", call.id, "tidak berbunyi", error);
      return call.audio ? "failed" : "played";
    }
  }

  #begin(call) {
    this.memory.begin(call.id);
    this.#playing = call;
    this.#since = new Map([[call.id, this.clock.now()]]);
    this.onBegin();
    this.onChange();
  }
}
