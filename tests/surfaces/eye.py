"""What a demanding eye would see on a kiosk, a telephone: the screens, their variants, and what is wrong with them."""

from tests.conftest import ROOT

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
SCREENS = [
    "", "loket/1", "loket/2?page=3", "services/IZ04", "services/NP02", "purpose/complete",
    "purpose/collect?priority=lansia", "help?priority=balita", "status", "survey", "survey/QQQQQQQQ", "?priority=hamil",
    "complaint", "services",
]  # fmt: skip
VARIANTS = ["", "large=1", "lang=en&contrast=1", "lang=en&large=1"]
#: what a demanding eye would see: text or keys too small, out of the screen, cut off, or in the art nobody can reach
FAULTS = """() => {
  const [wide, high] = [innerWidth, innerHeight], portrait = high > wide, found = [];
  const shown = (it) => it.checkVisibility({ visibilityProperty: true }) && it.getBoundingClientRect().width > 2;
  const name = (it) => `${it.className || it.id} "${it.textContent.trim().slice(0, 24)}"`;
  const page = document.documentElement, content = document.querySelector(".content");
  const [across, down, inside] = [page.scrollWidth, page.scrollHeight, content.scrollHeight];
  if (across > wide || down > high + 1) found.push(`page ${across}x${down}`);
  if (inside > content.clientHeight + 1) found.push(`content ${inside}>${content.clientHeight}`);
  for (const it of document.querySelectorAll("#screen :is(a, button, .option, .chip, .need, .secret)")) {
    if (!shown(it)) continue;
    const box = it.getBoundingClientRect();
    if (Math.min(box.width, box.height) < 87.5) found.push(`small target ${box.width}x${box.height} ${name(it)}`);
    if (it.closest(".needs")) continue; // scrolls
    if (box.right > wide + 1 || box.bottom > high + 1 || box.left < -1) found.push(`out of the screen ${name(it)}`);
    if (portrait && box.top < 429) found.push(`out of reach ${name(it)}`);
    if (it.scrollWidth > it.clientWidth + 1) found.push(`cut ${name(it)}`);
  }
  for (const it of document.querySelectorAll("#screen *")) {
    const words = [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!words || !shown(it) || it.closest("svg")) continue;
    if (parseFloat(getComputedStyle(it).fontSize) < 27.9) found.push(`small text ${name(it)}`);
  }
  return found;
}"""
AXE = """axe.run(document, {resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"""
#: the same of a telephone, where a page is scrolled down but never across
PHONE_FAULTS = """() => {
  const found = [], { scrollWidth } = document.documentElement, open = document.querySelector("dialog[open]");
  if (scrollWidth > innerWidth) found.push(`page ${scrollWidth}>${innerWidth}`);
  const touched = "button, a, input:not([type=hidden], .option-input), summary, label.option, label.chip";
  for (const it of (open ?? document).querySelectorAll(touched)) {
    const { height, left, right } = it.getBoundingClientRect();
    if (!it.checkVisibility()) continue;
    if (height < 43.5) found.push(`small ${it.id || it.className} ${height}`);
    if (right > innerWidth + 1 || left < -1) found.push(`out of the screen ${it.id || it.className}`);
  }
  for (const it of document.querySelectorAll("body *")) {
    const cut = it.scrollWidth > it.clientWidth + 1 && it.matches(".button, .look, p, h1, h2, dd");
    if (cut) found.push(`cut ${it.className}`);
  }
  return found;
}"""
#: a panel of this size
TURNED = """async ([wide, high]) => {
  while (innerWidth !== wide || innerHeight !== high) await new Promise(requestAnimationFrame);
}"""
#: frames within which a page that was turned has found its place
SETTLED = 30


def resized(page, size):
    """The same page on a panel of another size."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(TURNED, size)


def faults(page, script=FAULTS):
    """What `script` finds once the page has settled: what is gone a few frames later was never seen by anybody."""
    for _ in range(SETTLED):
        if not (found := page.evaluate(script)):
            break
        page.evaluate("new Promise(requestAnimationFrame)")
    return found


def axe(page):
    """Every rule of accessibility that the page breaks, and where. The page's context bypasses the content policy."""
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=ROOT / "node_modules" / "axe-core" / "axe.min.js")
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in page.evaluate(AXE)["violations"]]
