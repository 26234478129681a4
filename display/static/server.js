// What the screen tells the server. Everything goes by HTTP, with the session's CSRF token and a key that makes a repeat
// harmless; the socket only listens.

const BEAT_EVERY = 10_000;
const TIMEOUT = 5_000;

/** A key for a request that is never repeated; `crypto.randomUUID` does not exist on plain HTTP. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Server {
  #beaten = -Infinity;

  constructor({ csrf, callsUrl, heartbeatUrl }) {
    Object.assign(this, { csrf, callsUrl, heartbeatUrl });
  }

  /** Tell what became of a call. True when the matter is settled, taken or refused; false when it is worth another try. */
  async callEnded(boot, id, outcome) {
    const status = await this.#post(`${this.callsUrl}/${id}/${outcome}`, `call-${boot}-${id}-${outcome}`);
    return status !== null && status !== 429 && status < 500;
  }

  /** A sign of life every ten seconds: while a screen gives one, calls wait for it instead of expiring. */
  beat(lastCall, now = performance.now()) {
    if (now - this.#beaten < BEAT_EVERY) return;
    this.#beaten = now;
    const said = { last_call: lastCall, resolution: `${window.screen.width}x${window.screen.height}` };
    this.#post(this.heartbeatUrl, freshKey(), said);
  }

  /** The answer's status, or null when there was none. */
  async #post(url, key, body = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.csrf, "Idempotency-Key": key };
    const request = { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT) };
    try {
      const answer = await fetch(url, request);
      if (!answer.ok) console.warn(url, "dijawab", answer.status);
      return answer.status;
    } catch (error) {
      console.warn(url, "belum terkirim", error);
      return null;
    }
  }
}
