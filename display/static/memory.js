// What this display has already announced. It outlives a refresh and a power cut (localStorage), because a call
// that sounds twice sends a second person to the loket. A new boot is another database, where the numbers begin
// again.

const KEY = "pendopo.display.played";
const KEEP = 50;

export class Memory {
  #boot = null;
  #calls = [];

  constructor(storage = window.localStorage) {
    this.storage = storage;
    try {
      const held = JSON.parse(storage.getItem(KEY)) ?? {};
      if (Array.isArray(held.calls)) [this.#boot, this.#calls] = [held.boot, held.calls];
    } catch (error) {
      console.warn("ingatan layar dimulai lagi", error);
    }
  }

  /** Begin a fresh memory when the board comes from another database. */
  enter(boot) {
    if (boot === this.#boot) return;
    this.#boot = boot;
    this.#calls = [];
    this.#save();
  }

  get boot() {
    return this.#boot;
  }

  /** Id of the call begun last; null when none was. */
  get newest() {
    return this.#calls.at(-1)?.id ?? null;
  }

  has(id) {
    return this.#calls.some((call) => call.id === id);
  }

  /** Before the first sound: whatever happens now, this call is never begun again here. */
  begin(id) {
    if (!this.has(id)) this.#calls.push({ id, outcome: null, told: false });
    this.#calls = this.#calls.slice(-KEEP);
    this.#save();
  }

  /** The call has been announced ("played") or could not be spoken ("failed"). */
  end(id, outcome) {
    this.#change(id, { outcome });
  }

  told(id) {
    this.#change(id, { told: true });
  }

  /** Calls the server has not heard about. One cut short by a refresh was seen by the hall: it counts as played. */
  untold(playing = null) {
    return this.#calls
      .filter((call) => !call.told && call.id !== playing)
      .map((call) => ({ id: call.id, outcome: call.outcome ?? "played" }));
  }

  #change(id, facts) {
    const call = this.#calls.find((known) => known.id === id);
    if (call) Object.assign(call, facts);
    this.#save();
  }

  #save() {
    try {
      this.storage.setItem(KEY, JSON.stringify({ boot: this.#boot, calls: this.#calls }));
    } catch (error) {
      console.warn("ingatan layar tidak tersimpan", error); // a full store: remembered until the next refresh
    }
  }
}
