// A sign of life every ten seconds, after a frame was really drawn: a browser that hangs falls silent and is missed.
import { about, freshKey, painted } from "/look/life.js";

const EVERY = 10_000;
const TIMEOUT = 5_000;

async function beat(url) {
  await painted();
  const headers = {
    "Content-Type": "application/json",
    "Idempotency-Key": freshKey(),
    "X-CSRF-Token": document.querySelector('meta[name="csrf-token"]').content,
  };
  try {
    await fetch(url, { method: "POST", headers, body: JSON.stringify(about()), signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    // the server is away: the page itself says so, and the next beat tries again
  }
}

export function keepBeating(url) {
  beat(url);
  setInterval(beat, EVERY, url);
}
