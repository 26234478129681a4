// What every counter page does: listens to the hall, says when the server is gone and holds the buttons until it is back,
// shows trouble that no panel shows, and opens the sheet whenever something is put into it.

const SILENCE = 7_000;
const { desk, socketModule, draftsModule } = document.body.dataset;
const byId = (id) => document.getElementById(id);

/** The connection as the pulse proves it. */
class Link {
  #heard = performance.now();
  #time = "";
  #gone = false;

  constructor() {
    setInterval(() => this.#look(), 500);
  }

  feel({ now }) {
    this.#heard = performance.now();
    this.#time = now.slice(11, 16).replace(":", ".");
    byId("link-clock").textContent = this.#time;
    this.#show(false);
  }

  get gone() {
    return this.#gone;
  }

  #look() {
    if (performance.now() - this.#heard > SILENCE) this.#show(true);
  }

  #show(gone) {
    byId("link-words").textContent = gone ? "Terputus" : "Tersambung";
    if (gone === this.#gone) return;
    this.#gone = gone;
    document.documentElement.dataset.link = gone ? "gone" : "live";
    byId("gone-since").textContent = this.#time ? `sejak ${this.#time}` : "";
    byId("gone").hidden = !gone;
    holdButtons(gone);
  }
}

/** Everything that would ask the server rests; what is typed stays. */
function holdButtons(held) {
  for (const button of document.querySelectorAll("button:not([data-always])")) {
    if (held && !button.hasAttribute("aria-disabled")) button.dataset.linkHeld = "";
    if ("linkHeld" in button.dataset) button.toggleAttribute("aria-disabled", held);
    if (held && "linkHeld" in button.dataset) button.setAttribute("aria-disabled", "true");
    if (!held) delete button.dataset.linkHeld;
  }
}

const link = new Link();

function stopHeld(event) {
  const button = event.target.closest?.("[aria-disabled='true']");
  if (!button && !(link.gone && event.type === "submit")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
for (const kind of ["click", "submit"]) document.addEventListener(kind, stopHeld, true);
document.addEventListener("htmx:before:request", (event) => link.gone && event.preventDefault());

/** Tell the page's panels that what they show may have changed: `changed-loket`, `changed-kasi`, … */
function changed(desks) {
  for (const name of desks) document.body.dispatchEvent(new CustomEvent(`changed-${name}`));
}

async function listen() {
  const { io } = await import(socketModule);
  const socket = io("/counter", { transports: ["websocket"], reconnectionDelay: 500, reconnectionDelayMax: 3_000, timeout: 5_000 });
  socket.on("connect", () => changed(desk.split(" "))); // what was missed since the page was drawn, or meanwhile
  socket.on("pulse", (pulse) => link.feel(pulse));
  socket.on("changed", ({ desks }) => changed(desks));
  socket.on("connect_error", () => socket.active || setTimeout(() => socket.connect(), 2_000));
}
if (desk) listen();
else byId("link").hidden = true;

/** A sentence on top of the page; it stays until it is closed or the next act succeeds. */
export function trouble(words) {
  byId("trouble-words").textContent = words;
  byId("trouble").hidden = !words;
}
byId("trouble-close").addEventListener("click", () => trouble(""));

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.request.method === "POST") trouble("Server tidak menjawab. Tekan sekali lagi; tindakan yang sama tidak akan tercatat dua kali.");
});
document.addEventListener("htmx:after:request", (event) => {
  const { response, text } = event.detail.ctx;
  if (response.status < 400) return trouble("");
  if (text.includes("<hx-partial")) return; // the panel shows it
  event.preventDefault();
  if (response.status === 400) renewToken();
  const said = new DOMParser().parseFromString(text, "text/html").querySelector(".refusal-title");
  trouble(said?.textContent.trim() || "Permintaan tidak dapat dijalankan. Muat ulang halaman lalu ulangi.");
});

/** The session was renewed elsewhere: take its new token, so that the same press works the second time. */
async function renewToken() {
  const answer = await fetch(document.body.dataset.signIn, { cache: "no-store" });
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = drawn.querySelector("meta[name=csrf-token]")?.content;
  if (!answer.ok || !token) return;
  document.querySelector("meta[name=csrf-token]").content = token;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRF-Token": token }));
  for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token;
}

/** The search box, from anywhere on the page: F3, or "/" where nothing is being typed. */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "F3" && (event.key !== "/" || typing)) return;
  const box = !document.querySelector("dialog[open]") && document.querySelector("[data-search], [data-key='F3']");
  if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

/** The sheet is open while it holds something. */
const sheet = byId("sheet");
new MutationObserver(() => {
  const filled = byId("sheet-body").childElementCount > 0;
  if (filled && !sheet.open) sheet.showModal();
  if (!filled && sheet.open) sheet.close();
}).observe(byId("sheet-body"), { childList: true });
sheet.addEventListener("close", () => byId("sheet-body").replaceChildren());
document.addEventListener("click", (event) => event.target.closest?.("[data-close-sheet]") && sheet.close());

/** From here on a press does what it should: what was pressed before is done now (early_hands.js). */
function stand() {
  document.documentElement.dataset.ready = "";
  dispatchEvent(new Event("scripts-stand"));
}
// the room's own modules have run when the document is told to be ready; htmx reads the page in the same moment
const others = new Promise((ready) => document.addEventListener("DOMContentLoaded", () => setTimeout(ready)));
import(draftsModule)
  .then(({ keepDrafts }) => void keepDrafts(renewToken))
  .finally(() => others.then(stand));
