// Pressed before the page's scripts stand: the first key or button is kept and pressed again once they do. This script is
// no module and comes first in the head, so that it listens from the first moment; the shell says when they stand.
(() => {
  const LONGEST = 5_000; // after everything else was loaded: a script that never comes holds nobody for ever
  const keys = new Set(document.currentScript.dataset.keys.split(" "));
  let kept = null;

  const keep = (event, again) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) kept ||= again;
  };

  const key = (event) => {
    if (!keys.has(event.key) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    keep(event, () => document.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, bubbles: true, cancelable: true })));
  };

  // Enter in a form presses its button too; what is sent now would be neither kept as a draft nor sent by htmx
  const button = (event) => {
    const pressed = event.target.closest?.("button");
    if (pressed) keep(event, () => pressed.isConnected && pressed.click());
  };

  const release = () => {
    removeEventListener("keydown", key, true);
    removeEventListener("click", button, true);
    kept?.();
    kept = null;
  };

  addEventListener("keydown", key, true);
  addEventListener("click", button, true);
  addEventListener("scripts-stand", release, { once: true });
  addEventListener("load", () => setTimeout(release, LONGEST));
})();
