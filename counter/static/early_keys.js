// Keys pressed before the page's scripts stand: the first one is kept and pressed again once they do. This script is no
// module and comes first in the head, so that it listens from the first moment.
(() => {
  const keys = new Set(document.currentScript.dataset.keys.split(" "));
  let kept = "";

  const keep = (event) => {
    if (!keys.has(event.key) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) kept ||= event.key;
  };

  const release = () => {
    removeEventListener("keydown", keep, true);
    if (kept) document.dispatchEvent(new KeyboardEvent("keydown", { key: kept, bubbles: true, cancelable: true }));
  };

  addEventListener("keydown", keep, true);
  // modules and htmx have run when the document is told to be ready; htmx reads the page in the same moment
  document.addEventListener("DOMContentLoaded", () => setTimeout(release));
})();
