// Tells the server what became of each call. The screen may be cut off while it announces, so an answer that does not
// arrive is sent again after the next proof of life.

export class Acks {
  #sending = false;

  constructor({ memory, server }) {
    Object.assign(this, { memory, server });
  }

  /** Tell everything the server has not heard, oldest first; `playing` is the id still being announced. */
  async send(playing = null) {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (const { id, outcome } of this.memory.untold(playing)) {
        if (!(await this.server.callEnded(this.memory.boot, id, outcome))) break;
        this.memory.told(id);
      }
    } finally {
      this.#sending = false;
    }
  }
}
