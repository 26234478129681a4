// Is the server there? A pulse comes every 3 seconds; after 7 without one, and with no answer over HTTP either, the
// kiosk says so and gives no numbers. When the server is back, home is drawn afresh.
import { drawAnew, isOld } from "/look/life.js";
import { goHome } from "./nav.js";

const STALE = 7000;
const PROBE_AFTER = 4000;
const gone = document.getElementById("gone");

let seen = performance.now();
let probing = false;
let address = "";

export async function watchServer(module, now) {
  address = now + window.location.search;
  setInterval(check, 1000);
  try {
    const { io } = await import(module);
    const socket = io("/kiosk", { transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 3000 });
    socket.on("connect", () => {
      alive();
      refresh(); // what changed before the socket was up
    });
    socket.on("pulse", (pulse) => {
      alive();
      showTime(pulse.now);
      if (isOld(pulse.assets) && untouched()) drawAnew();
    });
    socket.on("changed", refresh);
    socket.on("disconnect", (reason) => { if (reason === "io server disconnect") refresh(); }); // shut out, or restarting
  } catch {
    // the socket's script did not load: HTTP alone says whether the server is there
  }
}

// Nobody is in the middle of anything: the first screen, and no finger on it lately.
const UNTOUCHED_FOR = 15_000;
let touched = performance.now();
document.addEventListener("pointerdown", () => { touched = performance.now(); }, { passive: true });

function untouched() {
  const atHome = window.location.pathname === document.documentElement.dataset.home;
  return atHome && performance.now() - touched > UNTOUCHED_FOR;
}

function alive() {
  seen = performance.now();
  if (!gone.hidden) goHome();
}

function check() {
  const silence = performance.now() - seen;
  if (silence > PROBE_AFTER && !probing) refresh();
  if (silence > STALE) gone.hidden = false;
}

// The office's own time: a kiosk's clock may be wrong. "2026-11-23T09:41:07+07:00" -> "09.41"
function showTime(iso) {
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = iso.slice(11, 16).replace(":", ".");
}

async function refresh() {
  probing = true;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2500), headers: { Accept: "text/html" } });
    if (answer.redirected) window.location.reload(); // no longer let in: the server shows where to go
    if (!answer.ok) throw new Error(String(answer.status));
    alive();
    redraw(await answer.text());
  } catch {
    // no answer: check() decides by the time since the last sign of life
  } finally {
    probing = false;
  }
}

function redraw(html) {
  const here = document.getElementById("now");
  if (!here) return;
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("now");
  if (!fresh) return;
  const moved = fresh.dataset.open !== here.dataset.open || fresh.dataset.paper !== here.dataset.paper;
  if (moved) window.location.reload();
  else if (fresh.innerHTML !== here.innerHTML) here.replaceWith(document.importNode(fresh, true));
}
