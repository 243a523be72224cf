"""Sheets become SVG. Letters are outlines, so that a chart looks the same where the font is not installed.

Each letter is defined once and used where it stands; the words of every line are kept beside it for search and reading
aloud, the title and the alt text in <title> and <desc>.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ccmcost.render.charts.lettering import EM, glyph, places
from ccmcost.render.charts.sheet import Area, Caption, Item, Mark, Point, Sheet, Text

_COMMANDS = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 1)}
"""matplotlib's Path codes: the letter in SVG, and how many vertices it takes."""


def svg(sheet: Sheet, caption: Caption) -> bytes:
    """The sheet as a standalone SVG document in UTF-8, sized in points."""
    letters = sorted({(letter, item.bold) for item in sheet.texts for letter in item.text if letter != " "})
    title, alt = f"{caption.name}-title", f"{caption.name}-alt"
    language = f'lang="{caption.language}"'
    size = f'width="{_n(sheet.width)}pt" height="{_n(sheet.height)}pt" viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {language} role="img" aria-labelledby="{title} {alt}">',
        f'<title id="{title}">{escape(caption.title)}</title>',
        f'<desc id="{alt}">{escape(caption.alt)}</desc>',
        f"<metadata>{caption.as_of.isoformat()}</metadata>",
        "<defs>",
        *(f'<path id="{_letter_id(letter, bold)}" d="{_letter_path(letter, bold)}"/>' for letter, bold in letters),
        "</defs>",
        f'<rect width="{_n(sheet.width)}" height="{_n(sheet.height)}" fill="#ffffff"/>',
        *(_element(item) for item in sheet.items),
        "</svg>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _n(value: float) -> str:
    """A place with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _letter_id(letter: str, bold: bool) -> str:
    return f"{'b' if bold else 'r'}{ord(letter):x}"


def _letter_path(letter: str, bold: bool) -> str:
    shape = glyph(letter, bold)
    parts, index = [], 0
    while index < len(shape.codes):
        command, count = _COMMANDS[int(shape.codes[index])]
        vertices = [] if command == "Z" else shape.vertices[index : index + count].tolist()
        parts.append(command + " ".join(f"{_n(x)} {_n(-y)}" for x, y in vertices))
        index += count
    return "".join(parts)


def _element(item: Item) -> str:
    match item:
        case Text():
            return _text(item)
        case Area():
            return f'<path d="{_route(item.points)}Z" {_paint(item.fill, item.stroke, item.weight)}/>'
        case Mark() if item.corners:
            return f'<path d="{_route(item.corners)}Z" {_paint(item.fill, item.stroke, item.weight)}/>'
        case Mark():
            place = f'cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.size)}"'
            return f"<circle {place} {_paint(item.fill, item.stroke, item.weight)}/>"
        case _:
            dashes = f' stroke-dasharray="{" ".join(_n(dash) for dash in item.dashes)}"' if item.dashes else ""
            return f'<path d="{_route(item.points)}" {_paint("", item.colour, item.weight)}{dashes}/>'


def _text(item: Text) -> str:
    where = places(item.text, item.bold)
    uses = "".join(
        f'<use href="#{_letter_id(letter, item.bold)}" x="{_n(x)}"/>'
        for letter, x in zip(item.text, where, strict=False)
        if letter != " "
    )
    place = f"translate({_n(item.left)} {_n(item.y)}) scale({item.size / EM:.4g})"
    return f'<g aria-label="{escape(item.text)}" fill="{item.colour}" transform="{place}">{uses}</g>'


def _route(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _paint(fill: str, stroke: str, weight: float) -> str:
    line = f' stroke="{stroke}" stroke-width="{_n(weight)}"' if stroke else ""
    return f'fill="{fill or "none"}"{line}'
