// Every kiosk screen: going somewhere leaves no history, one press is one act, an idle screen asks and then forgets;
// the first one, left alone, invites.
import { keepBeating } from "/look/heartbeat.js";
import { say } from "./aloud.js";
import { watchAttract } from "./attract.js";
import { watchIdle } from "./idle.js";
import { watchServer } from "./link.js";
import { goHome, goTo } from "./nav.js";
import { press } from "./press.js";

const page = document.documentElement;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link) {
    event.preventDefault();
    goTo(link.href);
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.post) press(button);
  else if ("homeNow" in button.dataset) goHome();
  else if ("close" in button.dataset) button.closest("dialog").close();
});
document.addEventListener("hall", ({ detail }) => {
  for (const card of document.querySelectorAll("[data-steps-aside]")) card.hidden = detail.rush;
});
document.addEventListener("contextmenu", (event) => event.preventDefault());

// until now a press would have been lost: kiosk.css lets none through before this
page.dataset.ready = "yes";
say(page.dataset.aloud);
watchIdle(Number(page.dataset.idle));
const invitation = document.getElementById("attract");
if (invitation) watchAttract(invitation);
if (page.dataset.watch !== "no") {
  watchServer(page.dataset.socketModule, page.dataset.now);
  keepBeating(page.dataset.heartbeatUrl);
}
