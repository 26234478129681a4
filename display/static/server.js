// What the screen tells the server. Everything goes by HTTP, with the session's CSRF token and a key that makes a
// repeat harmless; the socket only listens. The screen stays on for weeks, longer than the token it was drawn with.

import { about, freshKey, painted } from "/look/life.js";

const BEAT_EVERY = 5_000;
const TIMEOUT = 5_000;
const SCREEN = "pendopo.display.screen";

/** The name of this page while its tab lives: two screens may have signed in as one. */
export function screenName(storage = window.sessionStorage) {
  const name = storage.getItem(SCREEN) ?? freshKey();
  storage.setItem(SCREEN, name);
  return name;
}

export class Server {
  #beaten = -Infinity;
  #news = "";

  constructor({ csrf, callsUrl, heartbeatUrl }) {
    Object.assign(this, { csrf, callsUrl, heartbeatUrl });
  }

  /** Tell what became of a call. True: settled, taken or refused. False: worth another try. */
  async callEnded(boot, id, outcome) {
    const status = await this.#post(`${this.callsUrl}/${id}/${outcome}`, `call-${boot}-${id}-${outcome}`);
    return status !== null && status !== 429 && status < 500;
  }

  /** A sign of life every five seconds, at once when something changed: while a screen gives one, calls wait for it
   *  instead of expiring, and the screen that speaks keeps its turn. `said`: {screen, sound, playing, socket, zone,
   *  last_call}. */
  beat(said, now = performance.now()) {
    const news = JSON.stringify([said.sound, said.playing, said.socket]);
    const isNews = news !== this.#news;
    if (now - this.#beaten < BEAT_EVERY && !isNews) return;
    [this.#beaten, this.#news] = [now, news];
    const send = () => this.#post(this.heartbeatUrl, freshKey(), { ...about(), ...said });
    if (isNews) send();
    else painted().then(send); // a browser that hangs falls silent and is missed
  }

  /** The answer's status, or null when there was none. */
  async #post(url, key, body = {}) {
    try {
      let answer = await this.#send(url, key, body);
      if (answer.status === 400 && (await answer.json()).code === "csrf") {
        await this.#renew();
        answer = await this.#send(url, key, body);
      }
      if (!answer.ok) console.warn(url, "dijawab", answer.status);
      return answer.status;
    } catch (error) {
      console.warn(url, "belum terkirim", error);
      return null;
    }
  }

  #send(url, key, body) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.csrf, "Idempotency-Key": key };
    return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT) });
  }

  /** The session got a new token (somebody signed in beside us): take it from the page as it would be drawn now. */
  async #renew() {
    const answer = await fetch(window.location.href, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.csrf = drawn.querySelector("meta[name=csrf-token]")?.content ?? this.csrf;
  }
}
