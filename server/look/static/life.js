// What every unattended screen shares: a sign of life that proves a drawn frame, and giving way to newer pages.

const GUARD = "pendopo.drawn-anew";
const NOT_AGAIN_FOR = 60_000;
const own = document.documentElement.dataset.pages;

/** When the browser has really drawn; a page in a hidden tab draws nothing and does not wait for it. */
export function painted() {
  if (document.hidden) return Promise.resolve();
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** What a sign of life tells of this screen. */
export function about() {
  const { width, height } = window.screen;
  return { version: own, resolution: `${width}x${height}`, path: window.location.pathname };
}

/** True when the server's pages (`assets` of a pulse) are others than those this screen was drawn with. */
export function isOld(assets) {
  return Boolean(assets) && assets !== own;
}

/** Draw the page anew, once a minute at most: while an update runs, two versions may answer in turn. */
export function drawAnew(now = Date.now()) {
  const last = Number(window.sessionStorage.getItem(GUARD) ?? 0);
  if (now - last < NOT_AGAIN_FOR && now >= last) return;
  window.sessionStorage.setItem(GUARD, now);
  window.location.reload();
}

/** A key for a request that is never repeated; `crypto.randomUUID` does not exist on plain HTTP. */
export function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
