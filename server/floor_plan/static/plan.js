// The first room that is opened begins this browser's session. Before the second one, take the session's token, so that its
// door opens too.

const fields = () => [...document.querySelectorAll("[name=csrf_token]")];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
let waiting = null;

async function renew() {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = drawn.querySelector("[name=csrf_token]")?.value ?? "";
  for (const field of fields()) field.value = token;
}

async function begun() {
  for (let tries = 0; tries < 40 && !fields()[0].value; tries += 1) {
    await pause(100);
    await renew();
  }
  waiting = null;
}

document.addEventListener("submit", async (event) => {
  if (!waiting) {
    if (!fields()[0].value) waiting = begun();
    return;
  }
  event.preventDefault();
  await waiting;
  event.target.requestSubmit();
});
for (const happening of ["focus", "pageshow"]) addEventListener(happening, renew);
