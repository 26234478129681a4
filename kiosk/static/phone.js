// A visitor's number on a phone: by socket when it works, by asking every ten seconds always. Plain HTTP will do.
import { startGivingUp } from "./give_up.js";

const ASK_EVERY = 10000;
const LOST_AFTER = 25000;
const root = document.documentElement;
const ENDED = ["done", "cancelled", "gone"];

let shown = document.getElementById("page");
let heard = Date.now();
let doubted = false;

const state = () => shown.dataset.state;

function tell() {
  document.title = shown.dataset.title;
  if (state() === "called" && navigator.vibrate) navigator.vibrate([400, 200, 400, 200, 800]);
}

function connected(is) {
  shown.classList.toggle("is-lost", !is);
  shown.querySelector("[data-connected]").hidden = !is;
  shown.querySelector("[data-lost]").hidden = is;
}

async function refresh() {
  try {
    const answer = await fetch(root.dataset.part, { signal: AbortSignal.timeout(8000), cache: "no-store" });
    if (answer.status === 404) return window.location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    swap(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page"));
  } catch {
    connected(!doubted && Date.now() - heard < LOST_AFTER);
  }
}

function swap(fresh) {
  [heard, doubted] = [Date.now(), false];
  const open = shown.querySelector("details")?.open;
  const news = fresh.dataset.state !== state() || fresh.dataset.calls !== shown.dataset.calls;
  const drawn = document.importNode(fresh, true);
  const inUse = shown.contains(document.activeElement) && document.activeElement.id;
  shown.replaceWith(drawn);
  shown = drawn;
  if (inUse) document.getElementById(inUse)?.focus();
  if (open) shown.querySelector("details")?.setAttribute("open", "");
  if (news) tell();
}

/** The socket broke: where asking fails too, the number may be an old one, and the page says so at once. */
function doubt() {
  doubted = true;
  refresh();
}

async function listen() {
  try {
    const { io } = await import(root.dataset.socketModule);
    const socket = io("/ticket", { transports: ["websocket"], auth: { token: root.dataset.token } });
    socket.on("ticket", refresh);
    socket.on("disconnect", doubt);
  } catch {
    // no socket: asking every ten seconds is enough
  }
}

tell();
listen();
startGivingUp(refresh);
const timer = setInterval(() => (ENDED.includes(state()) ? clearInterval(timer) : refresh()), ASK_EVERY);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
