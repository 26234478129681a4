// The letter's editor: what is typed is kept by the server as the file's letter text, and the preview follows.
//
// Only the newest words are waited for: a request that is overtaken is given up, here and by the server.

const WAIT = 250;
const form = document.getElementById("writing");
const pages = document.querySelector("#viewer .pages");
const state = document.getElementById("writing-state");
const counter = document.querySelector("[data-letter-text]");
const keeps = form.dataset.keeps !== "no"; // the office's wording is only shown until it is saved
let timer = 0, wait = null, n = 1, unsaved = false, drawn = true;

function say(words, tone = "") {
  state.textContent = words;
  state.dataset.tone = tone;
}

function body() {
  n += 1;
  form.elements.n.value = n;
  return new URLSearchParams(new FormData(form));
}

/** Keep what stands there and show the letter made of it. Answers whether it was kept. */
async function send() {
  clearTimeout(timer);
  wait?.abort();
  const mine = (wait = new AbortController());
  if (keeps) say("Menyimpan …");
  try {
    const headers = { Accept: "application/json", "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content };
    const answer = await fetch(form.dataset.writing, { method: "POST", body: body(), headers, signal: mine.signal });
    const text = await answer.text();
    if (mine !== wait) return false;
    if (!answer.ok) return failed(answer, text);
    kept(answer.headers, text);
    return true;
  } catch (error) {
    if (error.name !== "AbortError" && mine === wait) say("Belum terkirim: server tidak menjawab. Dicoba lagi sebentar.", "bad"), (timer = setTimeout(send, 3_000));
    return false;
  }
}

function failed(answer, text) {
  const told = answer.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : {};
  say(answer.redirected || answer.status === 401 ? "Belum tersimpan: silakan masuk lagi, tulisan Anda tetap di layar." : told.detail ?? "Belum tersimpan. Muat ulang halaman, lalu ulangi.", "bad");
  for (const part of form.querySelectorAll("[data-part]")) part.querySelector("textarea").toggleAttribute("aria-invalid", Boolean(told.fields?.[part.dataset.part]));
  return false;
}

function kept(headers, html) {
  unsaved = !keeps;
  if (counter) counter.value = headers.get("X-Letter-Text");
  const edited = new Set(headers.get("X-Letter-Edited").split(" "));
  for (const part of form.querySelectorAll("[data-part]")) {
    part.classList.toggle("is-edited", edited.has(part.dataset.part));
    part.querySelector("textarea").removeAttribute("aria-invalid");
  }
  drawn = headers.get("X-Letter-Drawn") !== "no";
  if (!keeps) say(drawn ? "Pratinjau; belum disimpan" : "Belum dapat dicetak", drawn ? "" : "bad");
  else say(drawn ? `Tersimpan ${headers.get("X-Letter-At").slice(11, 16).replace(":", ".")}` : "Tersimpan, tetapi belum dapat dicetak", drawn ? "good" : "bad");
  show(html);
}

/** The letter's pages anew; an SKD behind them stays. The height is held meanwhile, so that nothing jumps. */
function show(html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const old of pages.querySelectorAll("[data-sheet=letter], .not-drawn, .viewer-wait")) old.remove();
  pages.prepend(fresh.content);
}

/** What only a keputusan has is shown for one only. */
function fit() {
  const decree = form.elements["part.title"]?.value.trim().toUpperCase().startsWith("KEPUTUSAN");
  for (const part of form.querySelectorAll("[data-part=considering]")) part.hidden = !decree;
}
fit();

function typed() {
  fit();
  unsaved = true;
  say("Menulis …");
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
}

form.addEventListener("input", typed);
form.addEventListener("submit", (event) => {
  if (!keeps) return void (unsaved = false);
  event.preventDefault();
  send();
});
form.addEventListener("click", (event) => {
  const back = event.target.closest("[data-back]");
  if (!back) return;
  const area = document.getElementById(back.dataset.back);
  area.value = area.dataset.standard;
  area.focus();
  typed();
});

// The letter is printed as the preview shows it: before any act the last words are kept and drawn.
document.addEventListener("submit", async (event) => {
  const act = event.target;
  if (!keeps || !unsaved || !act.matches(".act-form")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if ((await send()) && (drawn || act !== counter?.form)) act.requestSubmit(event.submitter);
}, true);

addEventListener("pagehide", () => {
  if (!unsaved || !keeps) return;
  const headers = { "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content };
  fetch(form.dataset.writing, { method: "POST", body: body(), headers, keepalive: true });
});
addEventListener("beforeunload", (event) => { if (keeps && unsaved && state.dataset.tone === "bad") event.preventDefault(); });
