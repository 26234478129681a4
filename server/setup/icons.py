"""One SVG sprite of the icons in use, put together from single lucide files at every set-up: milliseconds."""

from xml.etree import ElementTree

from server.assets import ICON_LIST, MODULES, SPRITE
from server.setup.steps import Missing

SVG = "http://www.w3.org/2000/svg"
LUCIDE = MODULES / "lucide-static" / "icons"
#: what a symbol takes over from lucide's file; colour and size come from the style sheet
KEPT = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


def names() -> list[str]:
    """The icons of `server/look/icons.txt`, sorted, each once; `#` starts a remark."""
    lines = ICON_LIST.read_text(encoding="utf-8").splitlines() if ICON_LIST.exists() else []
    return sorted({name for line in lines if (name := line.partition("#")[0].strip())})


def build() -> None:
    """Write the sprite if it would change. Raises Missing for a name that lucide does not have."""
    sprite = _sprite(names())
    if not SPRITE.exists() or SPRITE.read_text(encoding="utf-8") != sprite:
        SPRITE.parent.mkdir(exist_ok=True)
        SPRITE.write_text(sprite, encoding="utf-8")


def _sprite(wanted: list[str]) -> str:
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    root.append(ElementTree.Comment(" Lucide icons, ISC licence, (c) Lucide Icons and Contributors "))
    root.extend([_symbol(name) for name in wanted])
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _symbol(name: str) -> ElementTree.Element:
    file = LUCIDE / f"{name}.svg"
    if not file.is_file():
        raise Missing(f"Ikon '{name}' dalam server/look/icons.txt tidak ada di lucide; betulkan namanya.")
    icon = ElementTree.parse(file).getroot()
    symbol = ElementTree.Element(f"{{{SVG}}}symbol", {"id": name, **{key: icon.attrib[key] for key in KEPT}})
    for shape in icon:
        shape.tail = None
        symbol.append(shape)
    return symbol
