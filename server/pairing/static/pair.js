// Ask for a code, show it, ask every few seconds whether somebody typed it. A code that ran out is replaced by a new
// one by itself; a server that does not answer is asked again. The secret stays in this page and goes nowhere else.

const AGAIN = 5_000;
const TIMEOUT = 8_000;
const MOST_MISSES = 3;
let misses = 0;
const page = document.documentElement.dataset;
const csrf = document.querySelector("meta[name=csrf-token]").content;
const byName = (name) => document.getElementById(name);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** A key for one request; `crypto.randomUUID` does not exist on plain HTTP. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function post(url, body) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": freshKey(), "X-CSRF-Token": csrf };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(TIMEOUT) });
  if (!answer.ok) throw new Error(`${url} ${answer.status}`);
  return answer.json();
}

function show(state, until, label = "") {
  byName("card").dataset.state = state;
  byName("until").textContent = until;
  byName("label").textContent = label;
}

/** "2026-11-23T09:51:07+07:00" -> "09.51": the office's hour, whatever this computer's clock says. */
function draw(given) {
  const letters = given.user_code.replace("-", "");
  document.querySelectorAll(".tile").forEach((tile, n) => { tile.textContent = letters[n]; });
  byName("code-words").textContent = `Kode ${[...letters].join(" ")}`;
  show("shown", `Kode berlaku sampai ${given.expires_at.slice(11, 16).replace(":", ".")}`, `Perangkat ${given.label}`);
}

/** Whether the code was typed; a server that is away for a moment is asked again at the next turn. */
async function asked(secret) {
  try {
    const answer = await post(`${page.pairing}/poll`, { device_code: secret });
    misses = 0;
    return answer;
  } catch (error) {
    misses += 1;
    if (misses >= MOST_MISSES) throw error;
    return { state: "waiting" };
  }
}

/** Show one code until it is approved (true) or over (false). */
async function offer() {
  const given = await post(page.pairing, page.watch ? { watch: page.watch } : {});
  draw(given);
  for (;;) {
    await pause(given.interval * 1000);
    const { state, url } = await asked(given.device_code);
    if (state === "expired") return false;
    if (state === "approved") {
      show("approved", "Layar terhubung");
      window.location.replace(url);
      return true;
    }
  }
}

for (;;) {
  try {
    if (await offer()) break;
  } catch (error) {
    console.warn("server belum menjawab", error);
    document.querySelectorAll(".tile").forEach((tile) => { tile.textContent = ""; });
    show("gone", "Server belum menjawab. Dicoba lagi…");
    await pause(AGAIN);
  }
}
