// Leaving a screen replaces it: nobody can go back to what another visitor saw. Where the server was not heard a moment
// ago it is asked first: the browser's own page for a dead server has no way back, and a kiosk would stay on it.
import { ask, isSure } from "./pulse.js";

const page = document.documentElement;

export async function goTo(url) {
  if (page.dataset.watch === "no" || isSure() || (await ask(page.dataset.now)) !== null) window.location.replace(url);
  else showGone();
}

export function goHome() {
  return goTo(page.dataset.home);
}

export function showGone() {
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  document.getElementById("gone").hidden = false;
}
