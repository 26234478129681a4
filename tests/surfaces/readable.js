// Lines of the TV that cannot be read from five metres: smaller than 56 px of its 1080, cut by a box or by the edge of
// the screen, or lying over other words. Judged by the ink of the letters, not by the height of their line.
() => {
  // the shift against burn-in, how far a large letter may hang over its margin; parts of a letter's size
  const [SLACK, HANG, ABOVE, LETTERS, TAILS] = [7, 0.15, 0.29, 0.22, 0.02];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const screen = { left: -SLACK, top: -SLACK, right: innerWidth + SLACK, bottom: innerHeight + SLACK };
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const own = (one) => [...one.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && getComputedStyle(one).clipPath === "none";
  const ink = (one) => own(one).flatMap((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const tail = /[gjpqy,]/.test(node.data) ? TAILS : LETTERS;
    return [...range.getClientRects()].map(({ left, top, right, bottom }) => ({ one, left, right,
      top: top + ABOVE * size(one), bottom: bottom - tail * size(one) }));
  });
  const frames = (one) => {
    const found = [screen];
    for (let at = one; at; at = at.parentElement) {
      const { overflowX, overflowY, paddingLeft, paddingRight } = getComputedStyle(at);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const { left, top, right, bottom } = at.getBoundingClientRect();
      found.push({ top, bottom, left: left + parseFloat(paddingLeft) - HANG * rem, right: right - parseFloat(paddingRight) + HANG * rem });
    }
    return found;
  };
  const within = (line, box) =>
    line.left > box.left - 2 && line.right < box.right + 2 && line.top > box.top - 2 && line.bottom < box.bottom + 2;
  const over = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  const covered = (line) => {
    const top = document.elementFromPoint((line.left + line.right) / 2, (line.top + line.bottom) / 2);
    return top && !top.contains(line.one) && !line.one.contains(top);
  };
  const leaves = [...document.querySelectorAll(".stage *")]
    .filter((one) => !one.closest("svg") && own(one).length && shown(one));
  const lines = leaves.flatMap(ink).filter((line) => !covered(line));
  const words = (one) => `${one.className || one.id}: ${one.textContent.trim()}`;
  return [
    ...leaves.filter((one) => size(one) < 0.559 * rem).map((one) => `small ${words(one)}`),
    ...lines.filter((line) => !frames(line.one).every((box) => within(line, box))).map(({ one }) => `cut ${words(one)}`),
    ...lines.flatMap((a, n) => lines.slice(n + 1).filter((b) => a.one !== b.one && over(a, b))
      .map((b) => `${words(a.one)} over ${words(b.one)}`)),
  ];
}
