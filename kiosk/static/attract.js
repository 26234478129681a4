// Nobody came for two minutes: the first screen invites. The first touch only wakes it. The words move a little every
// minute, so that none of them burns into the panel.
const AFTER = 120_000;
const MOVE_EVERY = 60_000;
const STEP = 8;
const WAY = [[0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1]];
const SIGNS = ["pointerdown", "keydown", "input"];

export function watchAttract(dialog) {
  const words = dialog.firstElementChild;
  let moving;
  let at = 0;
  let timer = setTimeout(show, AFTER);

  function show() {
    if (document.querySelector("dialog[open]") || !document.getElementById("gone").hidden) return again();
    dialog.showModal();
    moving = setInterval(move, MOVE_EVERY);
  }

  function move() {
    at = (at + 1) % WAY.length;
    const [x, y] = WAY[at];
    words.style.transform = `translate(${x * STEP}px, ${y * STEP}px)`;
  }

  function again() {
    clearTimeout(timer);
    if (!dialog.open) timer = setTimeout(show, AFTER);
  }

  for (const sign of SIGNS) document.addEventListener(sign, again, { passive: true });
  // what lies below was never reached: a click on an open dialog is the dialog's own
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    clearInterval(moving);
    again();
  });
}
