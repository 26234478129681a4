// What does not fit on this page, which words are cut, and how small the smallest thing to be hit is.
() => {
  const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const hidden = (one) => one.closest(".visually-hidden, [inert], [aria-hidden=true]");
  const seen = [...document.querySelectorAll("body *")].filter((one) => shown(one) && !hidden(one));
  const words = (one) =>
    (one.getAttribute("aria-label") || one.textContent || one.name || one.id).trim().replace(/\s+/g, " ").slice(0, 40);
  const hides = (one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    return [overflowX, overflowY].some((how) => ["hidden", "clip"].includes(how));
  };
  const ownWords = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const tooBig = (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 3;
  const outside = (one) => one.textContent.trim() && one.getBoundingClientRect().right > innerWidth + 1;
  const scrolls = (one) => one.closest("[tabindex='0'], .visually-hidden, svg");

  const touched = "a[href], button, select, textarea, input, summary, [role=switch]";
  const overlay = document.querySelector("dialog[open]");
  const target = [...(overlay ?? document).querySelectorAll(touched)]
    .filter((one) => shown(one) && !hidden(one) && !one.classList.contains("skip-link"))
    .map((one) => (one.matches("[type=radio], [type=checkbox]") && one.closest("label")) || one)
    .map((one) => ({ box: one.getBoundingClientRect(), name: words(one) }))
    .filter(({ box }) => box.width > 1 && box.height > 1)
    .map(({ box, name }) => ({ name, size: Math.round(Math.min(box.width, box.height)) }))
    .sort((a, b) => a.size - b.size)[0];
  const page = document.documentElement;
  return {
    wide: Math.max(0, page.scrollWidth - innerWidth),
    tall: Math.max(0, page.scrollHeight - innerHeight),
    cut: seen.filter((one) => hides(one) && ownWords(one) && tooBig(one)).map(words).slice(0, 6),
    outside: seen.filter((one) => outside(one) && !scrolls(one)).map(words).slice(0, 4),
    target: target ?? null,
  };
};
