// What the hall says, and whether it may be believed. The server pushes the whole board on connect and after every
// change, and a pulse every three seconds; the page only listens. A board is fresh while something has proved it
// during the last seven seconds: the board itself, or a pulse that names its boot and revision.

const STALE_AFTER = 7_000;
const LOST_AFTER = 300_000;
const FETCH_TIMEOUT = 5_000;
const RETRY_MIN = 500;
const RETRY_MAX = 3_000;

/** True when `board` may replace `held`: another boot, or not older than what is on the screen. */
export function replaces(held, board) {
  return !held || held.boot !== board.boot || board.revision >= held.revision;
}

export class Feed {
  board = null;
  #proved = false;
  #provedAt = performance.now();
  #provedTime = null;
  #fetching = false;
  #socket = null;
  /** The server's pages as the last pulse named them. */
  assets = null;

  /** `clock` is set from every message; `ours(board)` is what of a board concerns us, `onBoard(board)` gets each
   *  accepted one, `onLink()` runs after every proof of life and every loss. */
  constructor({ clock, boardUrl, ours, onBoard, onLink }) {
    Object.assign(this, { clock, boardUrl, ours, onBoard, onLink });
  }

  /** The name under which the server knows our connection; empty while there is none. */
  get socketId() {
    return this.#socket?.id ?? "";
  }

  /** Listen on `socket`, a socket.io client of the namespace /display. */
  listen(socket) {
    this.#socket = socket;
    socket.on("board", (board) => this.take(board));
    socket.on("pulse", (pulse) => this.feel(pulse));
    socket.on("disconnect", () => this.#lose());
    // A refusal or a kick by the server ends the client's own attempts; a TV has nobody to press "again".
    const again = () => socket.active || setTimeout(() => socket.connect(), RETRY_MIN + Math.random() * RETRY_MAX);
    socket.on("disconnect", again);
    socket.on("connect_error", again);
    // shut out for good: the server's own page says what to do now
    socket.on("connect_error", (error) => error.message === "not_signed_in" && this.onShutOut?.());
  }

  /** connecting: nothing heard yet · fresh · stale: do not trust the numbers · lost: do not even show them. */
  get link() {
    const silence = performance.now() - this.#provedAt;
    if (!this.board) return silence < STALE_AFTER ? "connecting" : "lost";
    if (this.#proved && silence < STALE_AFTER) return "fresh";
    return silence < LOST_AFTER ? "stale" : "lost";
  }

  /** Server time in ms of the last proof; what "data 09.38" shows. */
  get provedTime() {
    return this.#provedTime;
  }

  /** A board from the socket or from a fetch. */
  take(board) {
    if (!replaces(this.board, board)) return;
    this.board = this.ours(board);
    this.#prove(board.now);
    this.onBoard(this.board);
    this.onLink();
  }

  /** A pulse: proves the board on the screen, or sends us for a newer one. */
  feel(pulse) {
    const { board } = this;
    this.assets = pulse.assets;
    if (board && pulse.boot === board.boot && pulse.revision <= board.revision) {
      this.#prove(pulse.now);
      this.onLink();
    } else this.#resync();
  }

  #prove(now) {
    this.clock.set(now);
    this.#proved = true;
    this.#provedAt = performance.now();
    this.#provedTime = this.clock.now();
  }

  #lose() {
    this.#proved = false;
    this.onLink();
  }

  async #resync() {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const answer = await fetch(this.boardUrl, { cache: "no-store", signal: AbortSignal.timeout(FETCH_TIMEOUT) });
      if (answer.ok) this.take(await answer.json());
    } catch (error) {
      console.warn("papan tidak terambil", error); // the next pulse tries again; silence turns the screen grey
    } finally {
      this.#fetching = false;
    }
  }
}

/** Options of the client: websocket only, and a random delay so that a hundred screens do not knock at once. */
export const SOCKET_OPTIONS = {
  transports: ["websocket"],
  reconnectionDelay: RETRY_MIN,
  reconnectionDelayMax: RETRY_MAX,
  randomizationFactor: 0.5,
  timeout: 5_000,
};
