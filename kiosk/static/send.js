// One act, sent until it is answered: the same key and the same body, so a lost answer never makes a second number.
// Once the screen has sent its visitor to the loket nothing is sent again: the number would find nobody here.
const PAUSES = [400, 800, 1500, 2500, 4000, 4000, 4000, 4000, 4000];
const ANSWER_WITHIN = 8000;
const PATIENCE = 3;

export class NoAnswer extends Error {}

export class Refused extends Error {
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const sentAway = () => document.getElementById("gone")?.hidden === false;
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function request(url, body, key) {
  const headers = {
    "Content-Type": "application/json",
    Accept: "application/json",
    "X-CSRF-Token": document.querySelector('meta[name="csrf-token"]').content,
  };
  if (key) headers["Idempotency-Key"] = key;
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(ANSWER_WITHIN) });
}

// Resolves to the response; throws Refused with the server's words, or NoAnswer when the server stays silent.
export async function send(url, body, key) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await request(url, body, key);
      if (answer.ok) return answer;
      if (answer.status === 429 && tries < PAUSES.length && waits(answer)) {
        await later(waits(answer) * 1000);
        continue;
      }
      if (answer.status !== 503 && answer.status !== 502) throw new Refused(await problemOf(answer));
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    if (tries < PAUSES.length) await later(PAUSES[tries]);
    if (tries >= PAUSES.length || sentAway()) throw new NoAnswer();
  }
}

// Pressed too quickly: the seconds after which it may be pressed again, where they are few enough to wait for them.
function waits(answer) {
  const seconds = Number(answer.headers.get("Retry-After"));
  return seconds <= PATIENCE ? seconds : 0;
}

async function problemOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { status: answer.status, code: "http_error", detail: "" };
  }
}
