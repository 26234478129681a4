// What does not fit on this page, which words are cut or lie under something, how small the smallest thing to be hit is.
// `slack`: pixels by which a TV may move its picture against burn-in.
(slack) => {
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
  const outside = (one) => one.textContent.trim() && one.getBoundingClientRect().right > innerWidth + 1 + slack;
  const scrolls = (one) => one.closest("[tabindex='0'], .visually-hidden, svg");

  // words whose middle is somewhere else on the glass than they are; what is scrolled out of its box does not count
  const box = (one) => {
    const range = document.createRange();
    const own = [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    range.setStartBefore(own[0]);
    range.setEndAfter(own.at(-1));
    return range.getBoundingClientRect();
  };
  const cropped = ({ x, y, width, height }, one) => {
    const [middle, centre] = [x + width / 2, y + height / 2];
    for (let at = one.parentElement; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const edge = at.getBoundingClientRect();
      const inside = middle > edge.left && middle < edge.right && centre > edge.top && centre < edge.bottom;
      if (!inside && ["auto", "scroll"].includes(overflowY)) return true;
    }
    return centre < 0 || centre > innerHeight;
  };
  // a list that goes on says so over its last row, which scrolls out from under it
  const veil = (one) => one.closest("dialog, [role=alert], #below") || getComputedStyle(one).position === "fixed";
  const under = (one) => {
    const rect = box(one);
    if (cropped(rect, one)) return false;
    const top = document.elementFromPoint(rect.x + rect.width / 2, rect.y + rect.height / 2);
    const same = top && (one.contains(top) || top.contains(one) || one.closest("label")?.contains(top));
    return top && !same && !veil(top) && `under ${top.tagName.toLowerCase()}.${top.className}: ${words(one)}`;
  };
  // words that hang out of the card they belong to
  const card = (one) => {
    const style = getComputedStyle(one);
    return parseFloat(style.borderBottomWidth) || !["rgba(0, 0, 0, 0)", "transparent"].includes(style.backgroundColor);
  };
  const spilt = (one) => {
    let home = one;
    while (home && !card(home) && !["auto", "scroll"].includes(getComputedStyle(home).overflowY)) home = home.parentElement;
    if (!home || home === document.body || getComputedStyle(one).position === "absolute") return false;
    if (["auto", "scroll"].includes(getComputedStyle(home).overflowY)) return false;
    if (getComputedStyle(one).textOverflow === "ellipsis") return false; // cut, and told as such
    const [words, edge] = [box(one), home.getBoundingClientRect()];
    return words.bottom > edge.bottom + 2 || words.right > edge.right + 2;
  };
  const leaves = seen.filter((one) => ownWords(one) && !one.matches("option, select, textarea, script, style, svg *"));

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
    wide: Math.max(0, page.scrollWidth - innerWidth - slack),
    tall: Math.max(0, page.scrollHeight - innerHeight - slack),
    cut: seen.filter((one) => hides(one) && ownWords(one) && tooBig(one)).map(words).slice(0, 6),
    outside: seen.filter((one) => outside(one) && !scrolls(one)).map(words).slice(0, 4),
    under: leaves.map(under).filter(Boolean).slice(0, 6),
    spilt: leaves.filter(spilt).map(words).slice(0, 6),
    target: target ?? null,
  };
};
