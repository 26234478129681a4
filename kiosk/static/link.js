// Is the server there? A pulse comes every 3 seconds; after 7 without one, and with no answer over HTTP either, the
// kiosk says so and gives no numbers. When the server is back, home is drawn afresh.
import { drawAnew, isOld } from "/look/life.js";
import { goHome, showGone } from "./nav.js";
import { underWay } from "./press.js";
import { ask, doubt, heard, isSure, silence } from "./pulse.js";

const STALE = 7000;
// what passes by the clock alone, such as a rush, is told by nobody
const REFRESH = 60_000;
const gone = document.getElementById("gone");

let probing = false;
let address = "";

export async function watchServer(module, now) {
  address = now + window.location.search;
  setInterval(check, 1000);
  setInterval(refresh, REFRESH);
  try {
    const { io } = await import(module);
    const socket = io("/kiosk", { transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 3000 });
    socket.on("connect", () => {
      alive();
      refresh(); // what changed before the socket was up
    });
    socket.on("disconnect", doubt);
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
  heard();
  if (!gone.hidden && !underWay()) goHome(); // an answer on its way says itself where to go
}

function check() {
  if (!isSure() && !probing) refresh();
  if (silence() > STALE && gone.hidden) showGone();
}

// The office's own time: a kiosk's clock may be wrong. "2026-11-23T09:41:07+07:00" -> "09.41"
function showTime(iso) {
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = iso.slice(11, 16).replace(":", ".");
}

async function refresh() {
  probing = true;
  const html = await ask(address);
  probing = false;
  if (html === null) return; // check() decides by the time since the last sign of life
  alive();
  redraw(html);
}

function redraw(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("now");
  if (!fresh) return;
  document.dispatchEvent(new CustomEvent("hall", { detail: { rush: fresh.dataset.rush === "yes" } }));
  const here = document.getElementById("now");
  if (!here) return;
  const moved = fresh.dataset.open !== here.dataset.open || fresh.dataset.paper !== here.dataset.paper;
  if (moved) window.location.reload();
  else if (fresh.innerHTML !== here.innerHTML) here.replaceWith(document.importNode(fresh, true));
}
